//! Bodies with a limit on their length and a timeout for each frame.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes};
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Interval, interval};

use crate::http::error::HttpError;

/// A body that fails when it exceeds its limit, or when its next frame takes too long. A body that failed is dropped.
pub(crate) struct LimitedBody<B> {
    body: Option<B>,
    limit: Option<Limit>,
    timeout: Option<ReadTimeout>,
}

/// Bytes that may still come, and the error for more.
struct Limit {
    left: u64,
    exceeded: HttpError,
}

/// The time for each frame. It runs only while the frame is awaited.
struct ReadTimeout {
    span: Duration,
    timer: Option<Interval>,
    is_running: bool,
}

impl<B: Body<Data = Bytes, Error: Into<HttpError>> + Unpin> LimitedBody<B> {
    /// Without limit and timeout.
    pub(crate) fn new(body: B) -> Self {
        Self { body: Some(body), limit: None, timeout: None }
    }

    /// Limits the length in bytes. Fails at once if the body declares more.
    pub(crate) fn at_most(mut self, limit: usize, exceeded: HttpError) -> Result<Self, HttpError> {
        let left = u64::try_from(limit).unwrap_or(u64::MAX);
        if self.size_hint().lower() > left {
            return Err(exceeded);
        }
        self.limit = Some(Limit { left, exceeded });
        Ok(self)
    }

    /// Limits the time for each frame. The time is clamped to 1 ms at least and a year at most.
    pub(crate) fn read_timeout(mut self, span: Duration) -> Self {
        let span = span.clamp(SHORTEST, LONGEST);
        self.timeout = Some(ReadTimeout { span, timer: None, is_running: false });
        self
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let Poll::Ready(frame) = Pin::new(body).poll_frame(context) else {
            let Some(timeout) = &mut self.timeout else { return Poll::Pending };
            ready!(timeout.poll(context));
            return Poll::Ready(Some(Err(HttpError::ConnectionReadTimeout)));
        };
        if let Some(timeout) = &mut self.timeout {
            timeout.is_running = false;
        }
        let Some(frame) = frame else { return Poll::Ready(None) };
        let frame = frame.map_err(Into::into)?;
        if let (Some(data), Some(limit)) = (frame.data_ref(), &mut self.limit) {
            limit.left = limit.left.checked_sub(data.remaining() as u64).ok_or(limit.exceeded)?;
        }
        Poll::Ready(Some(Ok(frame)))
    }
}

impl ReadTimeout {
    /// Ready when the time for the frame is over.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let timer = self.timer.get_or_insert_with(|| interval(self.span));
        if !self.is_running {
            self.is_running = true;
            timer.reset();
        }
        timer.poll_tick(context).map(drop)
    }
}

impl<B: Body<Data = Bytes, Error: Into<HttpError>> + Unpin> Body for LimitedBody<B> {
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let frame = ready!(self.poll(context));
        if let Some(Err(_)) = frame {
            self.body = None;
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

const SHORTEST: Duration = Duration::from_millis(1);
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

#[cfg(test)]
mod tests {
    use std::future::pending;

    use futures_util::FutureExt;
    use futures_util::stream::{self, StreamExt};
    use http_body_util::{BodyExt, Full, StreamBody};
    use tokio::time::{Instant, advance, timeout};

    use super::*;

    /// A body of this many bytes that declares its length.
    fn declared(length: usize) -> Full<Bytes> {
        Full::from(vec![0; length])
    }

    /// A body of this many bytes that arrive one by one.
    fn undeclared(length: usize) -> impl Body<Data = Bytes, Error = HttpError> + Unpin {
        StreamBody::new(stream::iter((0..length).map(|_| Ok(Frame::data(Bytes::from("x"))))))
    }

    #[track_caller]
    fn check_limit(
        body: impl Body<Data = Bytes, Error: Into<HttpError>> + Unpin,
        expected: Result<usize, HttpError>,
    ) {
        let read = async {
            let body = LimitedBody::new(body).at_most(3, HttpError::HttpResponseBodySize)?;
            Ok(body.collect().await?.to_bytes().len())
        };
        assert_eq!(read.now_or_never().expect("nothing to wait for"), expected);
    }

    #[test]
    fn a_body_of_the_limit_passes_and_one_byte_more_does_not() {
        check_limit(declared(0), Ok(0));
        check_limit(declared(3), Ok(3));
        check_limit(declared(4), Err(HttpError::HttpResponseBodySize));
        check_limit(undeclared(3), Ok(3));
        check_limit(undeclared(4), Err(HttpError::HttpResponseBodySize));
    }

    /// Frames that arrive so many milliseconds after they are first awaited.
    fn slow(delays: &'static [u64]) -> impl Body<Data = Bytes, Error = HttpError> + Unpin {
        let frames = stream::iter(delays).then(async |delay| {
            timeout(Duration::from_millis(*delay), pending::<()>()).await.expect_err("nothing else happens");
            Ok(Frame::data(Bytes::from("x")))
        });
        StreamBody::new(Box::pin(frames))
    }

    async fn check_timeout(delays: &'static [u64], span: Duration, expected: Result<usize, u128>) {
        let began = Instant::now();
        let outcome = LimitedBody::new(slow(delays)).read_timeout(span).collect().await;
        let outcome = outcome.map(|body| body.to_bytes().len()).map_err(|error| {
            assert_eq!(error, HttpError::ConnectionReadTimeout);
            began.elapsed().as_millis()
        });
        assert_eq!(outcome, expected, "{delays:?} within {span:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn each_frame_has_the_same_time() {
        let span = Duration::from_millis(10);
        check_timeout(&[], span, Ok(0)).await;
        check_timeout(&[5, 9, 5], span, Ok(3)).await;
        check_timeout(&[5, 11, 5], span, Err(15)).await;
        check_timeout(&[11], span, Err(10)).await;
    }

    #[tokio::test(start_paused = true)]
    async fn any_timeout_will_do() {
        check_timeout(&[5], Duration::ZERO, Err(1)).await;
        check_timeout(&[5_000], Duration::MAX, Ok(1)).await;
    }

    #[tokio::test(start_paused = true)]
    async fn while_nobody_waits_no_time_counts() {
        let mut body = LimitedBody::new(slow(&[1, 9])).read_timeout(Duration::from_millis(10));
        for _ in 0..2 {
            advance(Duration::from_secs(1)).await;
            body.frame().await.expect("not the end").expect("in time");
        }
        assert!(body.frame().await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_failed_has_ended() {
        let mut body = LimitedBody::new(slow(&[20])).read_timeout(Duration::from_millis(10));
        assert_eq!(
            body.frame().await.expect("an error").expect_err("late"),
            HttpError::ConnectionReadTimeout
        );
        assert!(body.is_end_stream());
        assert!(body.frame().await.is_none());
    }
}
