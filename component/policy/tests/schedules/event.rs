//! What may happen, and what a call is told in reply.

use std::time::Duration;

use scaikey_policy::{Reason, Stop};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Event {
    /// Both clocks move by these nanoseconds.
    Pass { monotonic: u64, wall: i64 },
    /// The caller discards this generation, which may be unknown.
    Discard(u64),
    /// The call of this number goes on: its exchange ends so. A call that waits for none begins, or resumes, whatever
    /// the outcome says.
    Call(usize, Outcome),
}

/// What an exchange brings, whichever endpoint it is with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Outcome {
    /// A token of this many seconds; or 200.
    Success(u64),
    /// No token, and perhaps a wish to be left alone for so many seconds; or 503.
    Failure(Option<u64>),
    /// No token; or 401.
    Refusal,
    /// No request was made after all; or no response came.
    Nothing,
}

/// What a call is told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Fetch {
        reason: Reason,
        patience: Option<Duration>,
    },
    Send {
        token: u64,
        number: u8,
    },
    Wait,
    Stop(Stop<u64>),
    /// It has its response, or its error.
    Over,
    /// The event concerned no call.
    Nothing,
}
