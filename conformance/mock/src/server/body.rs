//! What of an answer goes over the wire.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::reply::Delivery;

/// A body that breaks off, if that is its delivery: at the latest before its last byte.
pub(super) struct Sent {
    rest: Bytes,
    /// How much is claimed to come.
    length: u64,
    end: End,
}

enum End {
    Whole,
    /// What came so far has yet to be written.
    Cut,
    Failure,
}

impl Sent {
    pub(super) fn new(body: Bytes, delivery: Delivery) -> Self {
        let length = body.len() as u64;
        match delivery {
            Delivery::Cut(kept) if length > 0 => {
                Self { rest: body.slice(..kept.min(body.len() - 1)), length, end: End::Cut }
            }
            _ => Self { rest: body, length, end: End::Whole },
        }
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if !self.rest.is_empty() {
            return Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.rest)))));
        }
        match self.end {
            End::Whole => Poll::Ready(None),
            End::Cut => {
                // A connection writes what it has before it asks again.
                self.end = End::Failure;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            End::Failure => Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && matches!(self.end, End::Whole)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.length)
    }
}
