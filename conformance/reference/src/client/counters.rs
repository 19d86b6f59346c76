//! Counters of the status.

use crate::types::{Counters, FetchReason, Fetches};

/// All counters at zero.
pub(crate) const ZERO: Counters = Counters {
    hits: 0,
    fetched: NONE,
    failed: NONE,
    stale_sent: 0,
    retries_accepted: 0,
    retries_refused: 0,
    retries_failed: 0,
    gated: 0,
    assumed_lifetimes: 0,
    capped_lifetimes: 0,
};

/// Counts one token request made for this reason.
pub(crate) fn count(fetches: &mut Fetches, reason: FetchReason) {
    let counter = match reason {
        FetchReason::Cold => &mut fetches.cold,
        FetchReason::Window => &mut fetches.window,
        FetchReason::Refused => &mut fetches.refused,
        FetchReason::Asked => &mut fetches.asked,
    };
    *counter += 1;
}

const NONE: Fetches = Fetches { cold: 0, window: 0, refused: 0, asked: 0 };
