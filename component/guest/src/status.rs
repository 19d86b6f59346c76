//! Converts the status of the policy to the types of `wit/`.

use scaikey_policy::{self as policy, FetchCounts, Generation};

use crate::bindings::nanoseconds;
use crate::token::FetchError;
use crate::types::{Counters, FetchReason, Fetches, State, Status};

/// Counts tokens whose lifetime is not the one that the server stated.
#[derive(Clone, Copy, Default)]
pub(crate) struct AdjustedLifetimes {
    /// The server stated none.
    pub(crate) assumed: u64,
    /// The server stated more than 24 h.
    pub(crate) capped: u64,
}

pub(crate) fn report(
    status: policy::Status,
    last_failure: Option<&FetchError>,
    adjusted: AdjustedLifetimes,
) -> Status {
    let counters = status.counters;
    Status {
        state: match status.state {
            policy::State::Empty => State::Empty,
            policy::State::Fresh => State::Fresh,
            policy::State::Stale => State::Stale,
            policy::State::Expired => State::Expired,
        },
        generation: status.generation.map(Generation::number),
        age: status.age.map(nanoseconds),
        remaining: status.remaining.map(nanoseconds),
        last_fetch: status.last_fetch.map(reason),
        last_failure: last_failure.map(FetchError::kind),
        gate: status.gate.map(nanoseconds),
        counters: Counters {
            hits: counters.hits,
            fetched: fetches(counters.fetched),
            failed: fetches(counters.failed),
            stale_sent: counters.stale_sent,
            retries_accepted: counters.retries_accepted,
            retries_refused: counters.retries_refused,
            retries_failed: counters.retries_failed,
            gated: counters.gated,
            assumed_lifetimes: adjusted.assumed,
            capped_lifetimes: adjusted.capped,
        },
    }
}

fn reason(reason: policy::FetchReason) -> FetchReason {
    match reason {
        policy::FetchReason::Cold => FetchReason::Cold,
        policy::FetchReason::Window => FetchReason::Window,
        policy::FetchReason::Refused => FetchReason::Refused,
        policy::FetchReason::Asked => FetchReason::Asked,
    }
}

fn fetches(tally: FetchCounts) -> Fetches {
    Fetches { cold: tally.cold, window: tally.window, refused: tally.refused, asked: tally.asked }
}
