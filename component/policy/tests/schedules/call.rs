//! One call under way.

use std::hash::{DefaultHasher, Hash, Hasher};

use scaikey_policy::{Attempt, Fetch, Wait};

use crate::clock::Clock;

/// A call, and what it has used up.
pub(crate) struct Call {
    pub(crate) stage: Stage,
    pub(crate) fetches: u32,
    pub(crate) sends: u32,
    /// The token that it sent last.
    pub(crate) sent: u64,
    /// The token request that it waits for.
    pub(crate) awaited: u64,
    /// The token that it fetched, or that was fetched while it waited, to be sent whatever its age.
    pub(crate) due: u64,
    /// When it last asked for a token.
    pub(crate) asked: Clock,
}

pub(crate) enum Stage {
    New,
    Fetching(Fetch),
    Waiting(Wait),
    Sending(Attempt<u64>),
    Over,
}

impl Call {
    pub(crate) fn new() -> Self {
        Self { stage: Stage::New, fetches: 0, sends: 0, sent: 0, awaited: 0, due: 0, asked: Clock::default() }
    }

    pub(crate) fn awaits(&self, fetch: u64) -> bool {
        matches!(self.stage, Stage::Waiting(_)) && self.awaited == fetch
    }

    /// Equal for calls that cannot be told apart.
    pub(crate) fn fingerprint(&self) -> u64 {
        match &self.stage {
            Stage::New => hash(0),
            Stage::Over => hash(4),
            Stage::Fetching(fetch) => hash((1, fetch.reason(), fetch.patience(), self.asked, self.spent())),
            Stage::Waiting(_) => hash((2, self.awaited, self.due, self.spent())),
            Stage::Sending(attempt) => hash((3, attempt.number(), self.spent())),
        }
    }

    fn spent(&self) -> (u32, u32, u64) {
        (self.fetches, self.sends, self.sent)
    }
}

pub(crate) fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
