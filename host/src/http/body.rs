//! The body of a request or a response.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Empty, Full};

use crate::http::error::HttpError;

/// The body of a request or a response.
///
/// ```
/// use scaikey_host::Body;
///
/// let text = Body::from(bytes::Bytes::from("text"));
/// let nothing = Body::empty();
/// let any = Body::new(http_body_util::Full::from("any other body whose data are bytes"));
/// ```
pub struct Body(UnsyncBoxBody<Bytes, HttpError>);

impl Body {
    /// Wraps a body whose data are [`Bytes`] and whose error is an [`HttpError`] or [`Infallible`](std::convert::Infallible).
    pub fn new<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error: Into<HttpError>> + Send + 'static,
    {
        Self(body.map_err(Into::into).boxed_unsync())
    }

    /// A body without bytes.
    pub fn empty() -> Self {
        Self::new(Empty::new())
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

/// A body of these bytes. It declares its length.
impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self::new(Full::new(bytes))
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        Pin::new(&mut self.0).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Body(..)")
    }
}
