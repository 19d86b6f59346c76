//! One call of a schedule.

use std::hash::{DefaultHasher, Hash, Hasher};

use scaikey_policy::{Attempt, Fetch, Wait};

use crate::clock::Clock;

/// A call: its phase, and the requests it has made.
pub(crate) struct Call {
    pub(crate) phase: Phase,
    pub(crate) fetches: u32,
    pub(crate) sends: u32,
    /// The token of its last attempt.
    pub(crate) sent: u64,
    /// The token request that it waits for.
    pub(crate) awaited_fetch: u64,
    /// The token that it fetched or waited for. It may send this one even after its expiry.
    pub(crate) own_token: u64,
    /// When its last token request began.
    pub(crate) asked: Clock,
}

pub(crate) enum Phase {
    New,
    Fetching(Fetch),
    Waiting(Wait),
    Sending(Attempt<u64>),
    Done,
}

impl Call {
    pub(crate) fn new() -> Self {
        Self {
            phase: Phase::New,
            fetches: 0,
            sends: 0,
            sent: 0,
            awaited_fetch: 0,
            own_token: 0,
            asked: Clock::default(),
        }
    }

    pub(crate) fn awaits(&self, fetch: u64) -> bool {
        matches!(self.phase, Phase::Waiting(_)) && self.awaited_fetch == fetch
    }

    /// Equal for calls in equal states.
    pub(crate) fn fingerprint(&self) -> u64 {
        match &self.phase {
            Phase::New => hash(0),
            Phase::Done => hash(4),
            Phase::Fetching(fetch) => hash((1, fetch.reason(), fetch.time_limit(), self.asked, self.used())),
            Phase::Waiting(_) => hash((2, self.awaited_fetch, self.own_token, self.used())),
            Phase::Sending(attempt) => hash((3, attempt.number(), self.used())),
        }
    }

    fn used(&self) -> (u32, u32, u64) {
        (self.fetches, self.sends, self.sent)
    }
}

pub(crate) fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
