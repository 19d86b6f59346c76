//! The body of a response on its way: it ends, breaks off, stalls or goes on as its reply says.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use super::Delivery;

/// The body of a response. It fails with [`ErrorKind::UnexpectedEof`] where its delivery cuts it.
///
/// A body that drips needs the timers of a tokio runtime.
#[derive(Debug)]
pub struct ReplyBody {
    rest: Bytes,
    end: End,
}

#[derive(Debug)]
enum End {
    Whole,
    Cut,
    Stalled,
    Dripping(Duration, Option<Pin<Box<Sleep>>>),
    Endless,
}

impl ReplyBody {
    pub(super) fn new(bytes: Bytes, delivery: Delivery) -> Self {
        let begin = |length: usize| bytes.slice(..length.min(bytes.len()));
        match delivery {
            Delivery::Cut(length) => Self { rest: begin(length), end: End::Cut },
            Delivery::Stalled(length) => Self { rest: begin(length), end: End::Stalled },
            Delivery::Dripping(every) => Self { rest: bytes, end: End::Dripping(every, None) },
            Delivery::Endless => Self { rest: bytes, end: End::Endless },
            Delivery::Whole | Delivery::Silence | Delivery::Reset | Delivery::Closed | Delivery::NotHttp => {
                Self { rest: bytes, end: End::Whole }
            }
        }
    }
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let Self { rest, end } = &mut *self;
        let data = match end {
            End::Endless => Bytes::from_static(SPACES),
            End::Dripping(every, pause) => {
                let pause = pause.get_or_insert_with(|| Box::pin(sleep_until(Instant::now() + *every)));
                ready!(pause.as_mut().poll(context));
                if rest.len() < 2 {
                    return Poll::Pending;
                }
                let byte = rest.split_to(1);
                *end = End::Dripping(*every, None);
                byte
            }
            _ if !rest.is_empty() => std::mem::take(rest),
            End::Whole => return Poll::Ready(None),
            End::Cut => return Poll::Ready(Some(Err(ErrorKind::UnexpectedEof.into()))),
            End::Stalled => return Poll::Pending,
        };
        Poll::Ready(Some(Ok(Frame::data(data))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.end, End::Whole) && self.rest.is_empty()
    }

    /// Exact only if all of the body arrives: a server would write it as `Content-Length`.
    fn size_hint(&self) -> SizeHint {
        match self.end {
            End::Whole => SizeHint::with_exact(self.rest.len() as u64),
            _ => SizeHint::default(),
        }
    }
}

/// What an endless body is made of: any reader of JSON skips it.
const SPACES: &[u8] = &[b' '; 64 << 10];
