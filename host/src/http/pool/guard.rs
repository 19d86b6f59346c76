//! Keeps a connection from reuse unless its exchange has ended.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::Request;
use http_body::{Body, Frame, SizeHint};
use hyper_util::client::legacy::connect::{CaptureConnection, capture_connection};

use crate::http::error::HttpError;

/// Guards the connection of one exchange. If the guard is dropped before the exchange has ended, because it failed, timed
/// out or was abandoned, the connection takes no further requests.
///
/// HTTP/1.1 requires that. On HTTP/2 it keeps new requests off a connection that no longer answers.
pub(super) struct ConnectionGuard(Option<CaptureConnection>);

impl ConnectionGuard {
    /// Guards whichever connection the request will be sent on.
    pub(super) fn take<B>(request: &mut Request<B>) -> Self {
        Self(Some(capture_connection(request)))
    }

    fn end(&mut self) {
        self.0 = None;
    }
}

impl Drop for ConnectionGuard {
    fn drop(&mut self) {
        let Some(captured) = &self.0 else { return };
        if let Some(connected) = &*captured.connection_metadata() {
            connected.poison();
        }
    }
}

/// A response body that releases the connection at its end. After an error the body is dropped at once.
pub(super) struct GuardedBody<B> {
    body: Option<B>,
    guard: ConnectionGuard,
}

impl<B: Body> GuardedBody<B> {
    pub(super) fn new(body: B, mut guard: ConnectionGuard) -> Self {
        if body.is_end_stream() {
            guard.end();
        }
        Self { body: Some(body), guard }
    }
}

impl<B: Body<Error = HttpError> + Unpin> Body for GuardedBody<B> {
    type Data = B::Data;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, HttpError>>> {
        let this = &mut *self;
        let Some(body) = &mut this.body else { return Poll::Ready(None) };
        let frame = ready!(Pin::new(&mut *body).poll_frame(context));
        match frame {
            Some(Err(_)) => this.body = None,
            None => this.guard.end(),
            Some(Ok(_)) if body.is_end_stream() => this.guard.end(),
            Some(Ok(_)) => {}
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(B::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(B::size_hint).unwrap_or_default()
    }
}
