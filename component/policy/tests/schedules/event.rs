//! The events of a schedule, and the instruction that a call gets in reply.

use std::time::Duration;

use scaikey_policy::{FetchReason, StopReason};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Event {
    /// Both clocks move by these nanoseconds.
    Pass { monotonic: u64, wall: i64 },
    /// The caller discards this generation. It need not exist.
    Discard(u64),
    /// The exchange of the call with this number ends with this outcome. A call without an exchange begins or resumes;
    /// the outcome is ignored.
    Call(usize, Outcome),
}

/// How an exchange with the token endpoint, or with the resource, ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Outcome {
    /// A token with this lifetime in seconds; or 200.
    Success(u64),
    /// No token, possibly with a `Retry-After` of this many seconds; or 503.
    Failure(Option<u64>),
    /// No token; or 401.
    Refusal,
    /// No request was sent; or no response arrived.
    Nothing,
}

/// What a call does next.
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
    /// The call has its response or its error.
    Done,
    /// The event did not concern a call.
    Nothing,
}
