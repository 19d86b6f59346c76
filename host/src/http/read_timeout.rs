//! Bodies that have to hurry.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http_body::{Body, Frame, SizeHint};
use tokio::time::{Interval, interval};

use crate::http::error::HttpError;

/// Ends `body` and drops it if its next frame is awaited for too long. While nobody awaits one, no time counts.
pub(crate) struct ReadTimeout<B> {
    body: Option<B>,
    timer: Interval,
    awaited: bool,
}

impl<B> ReadTimeout<B> {
    /// `patience` counts to the millisecond; it is at least one and at most a year.
    pub(crate) fn new(body: B, patience: Duration) -> Self {
        Self { body: Some(body), timer: interval(patience.clamp(LEAST, GREATEST)), awaited: false }
    }
}

impl<B: Body<Error = HttpError> + Unpin> Body for ReadTimeout<B> {
    type Data = B::Data;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, HttpError>>> {
        let this = &mut *self;
        let Some(body) = &mut this.body else { return Poll::Ready(None) };
        if let Poll::Ready(frame) = Pin::new(body).poll_frame(context) {
            this.awaited = false;
            return Poll::Ready(frame);
        }
        if !this.awaited {
            this.awaited = true;
            this.timer.reset();
        }
        ready!(this.timer.poll_tick(context));
        this.body = None;
        Poll::Ready(Some(Err(HttpError::ConnectionReadTimeout)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(B::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map(B::size_hint).unwrap_or_default()
    }
}

const LEAST: Duration = Duration::from_millis(1);
const GREATEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

#[cfg(test)]
mod tests {
    use std::future::pending;

    use futures_util::stream::{self, StreamExt};
    use http_body_util::{BodyExt, StreamBody};
    use hyper::body::Bytes;
    use tokio::time::{Instant, advance, timeout};

    use super::*;

    /// Pieces that come so many milliseconds after they are first awaited.
    fn body(delays: &'static [u64]) -> impl Body<Data = Bytes, Error = HttpError> + Unpin {
        let pieces = stream::iter(delays).then(async |delay| {
            timeout(Duration::from_millis(*delay), pending::<()>()).await.expect_err("nothing else happens");
            Ok(Frame::data(Bytes::from("x")))
        });
        StreamBody::new(Box::pin(pieces))
    }

    async fn check(delays: &'static [u64], patience: Duration, expected: Result<usize, u128>) {
        let began = Instant::now();
        let outcome = ReadTimeout::new(body(delays), patience).collect().await;
        let outcome = outcome.map(|body| body.to_bytes().len()).map_err(|_| began.elapsed().as_millis());
        assert_eq!(outcome, expected, "{delays:?} within {patience:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn each_piece_has_the_same_time() {
        let patience = Duration::from_millis(10);
        check(&[], patience, Ok(0)).await;
        check(&[5, 9, 5], patience, Ok(3)).await;
        check(&[5, 11, 5], patience, Err(15)).await;
        check(&[11], patience, Err(10)).await;
    }

    #[tokio::test(start_paused = true)]
    async fn any_patience_will_do() {
        check(&[5], Duration::ZERO, Err(1)).await;
        check(&[5_000], Duration::MAX, Ok(1)).await;
    }

    #[tokio::test(start_paused = true)]
    async fn while_nobody_waits_no_time_counts() {
        let mut body = ReadTimeout::new(body(&[1, 9]), Duration::from_millis(10));
        for _ in 0..2 {
            advance(Duration::from_secs(1)).await;
            body.frame().await.expect("not the end").expect("in time");
        }
        assert!(body.frame().await.is_none());
    }
}
