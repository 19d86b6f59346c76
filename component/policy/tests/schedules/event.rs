//! What may apply, and what a call is told in reply.

use std::time::Duration;

use scaikey_policy::{FetchReason, StopReason};

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
pub(crate) enum Instruction {
    Fetch {
        reason: FetchReason,
        time_limit: Option<Duration>,
    },
    Send {
        token: u64,
        number: u8,
    },
    Wait,
    Stop(StopReason<u64>),
    /// It has its response, or its error.
    Done,
    /// The event concerned no call.
    Nothing,
}
