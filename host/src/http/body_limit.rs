//! Bodies that may not grow without end, whatever the transport.

use std::sync::Arc;

use http_body::Body as _;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::http::body::Body;
use crate::http::error::HttpError;
use crate::http::transport::{Exchange, Transport};
use crate::runtime::limits::Limits;

/// Fails an exchange once a body of it exceeds its limit: at once where its length is declared.
pub(crate) struct BodyLimit {
    transport: Arc<dyn Transport>,
    request_body: usize,
    response_body: usize,
}

impl BodyLimit {
    pub(crate) fn new(transport: Arc<dyn Transport>, limits: &Limits) -> Self {
        Self { transport, request_body: limits.request_body, response_body: limits.response_body }
    }
}

impl Transport for BodyLimit {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let (head, body) = request.into_parts();
        let body = match limited(body, self.request_body, HttpError::HttpRequestBodySize) {
            Ok(body) => body,
            Err(error) => return Box::pin(async move { Err(error) }),
        };
        let exchange = self.transport.send(http::Request::from_parts(head, body));
        let limit = self.response_body;
        Box::pin(async move {
            let (head, body) = exchange.await?.into_parts();
            let body = limited(body, limit, HttpError::HttpResponseBodySize)?;
            Ok(http::Response::from_parts(head, body))
        })
    }
}

fn limited(body: Body, limit: usize, exceeded: HttpError) -> Result<Body, HttpError> {
    let size = u64::try_from(limit).unwrap_or(u64::MAX);
    if body.size_hint().lower() > size {
        return Err(exceeded);
    }
    let body = Limited::new(body, limit).map_err(move |error| match error.downcast::<HttpError>() {
        Ok(error) => *error,
        Err(error) if error.is::<LengthLimitError>() => exceeded,
        Err(_) => HttpError::InternalError,
    });
    Ok(Body::new(body))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http_body_util::StreamBody;

    use super::*;

    /// A body of this many bytes, which declares them or arrives byte by byte.
    fn declared(length: usize) -> Body {
        Body::from(Bytes::from(vec![0; length]))
    }

    fn dripping(length: usize) -> Body {
        let frames = (0..length).map(|_| Ok::<_, HttpError>(http_body::Frame::data(vec![0].into())));
        Body::new(StreamBody::new(futures_util::stream::iter(frames)))
    }

    #[track_caller]
    fn check(body: Body, expected: &str) {
        let outcome = limited(body, 3, HttpError::HttpResponseBodySize);
        let read = async { outcome?.collect().await.map(|body| body.to_bytes().len()) };
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let std::task::Poll::Ready(read) = std::pin::pin!(read).poll(&mut context) else {
            panic!("not read at once");
        };
        assert_eq!(format!("{read:?}"), expected);
    }

    #[test]
    fn a_body_of_the_limit_passes_and_one_byte_more_does_not() {
        check(declared(0), "Ok(0)");
        check(declared(3), "Ok(3)");
        check(declared(4), "Err(HttpResponseBodySize)");
        check(dripping(3), "Ok(3)");
        check(dripping(4), "Err(HttpResponseBodySize)");
    }
}
