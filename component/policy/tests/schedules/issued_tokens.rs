//! Every token of a schedule: when it was requested, its lifetime, and whether it is invalid.

use std::hash::Hash;
use std::time::Duration;

use crate::clock::Clock;

/// All issued tokens. The number of a token is its generation, from 1.
#[derive(Default)]
pub(crate) struct IssuedTokens {
    tokens: Vec<(Clock, Duration)>,
    /// All tokens up to this number are refused or discarded.
    refused: u64,
    /// Whether a token was refused or discarded since the last token request began.
    overtaken: bool,
}

impl IssuedTokens {
    pub(crate) fn newest(&self) -> u64 {
        self.tokens.len() as u64
    }

    pub(crate) fn issue(&mut self, asked: Clock, lifetime: Duration) -> u64 {
        self.tokens.push((asked, lifetime));
        self.newest()
    }

    /// A token request begins.
    pub(crate) fn ask(&mut self) {
        self.overtaken = false;
    }

    /// Marks this token and all earlier ones as refused. An unknown one has no effect.
    pub(crate) fn refuse(&mut self, token: u64) {
        if token > self.refused && token <= self.newest() {
            self.refused = token;
            self.overtaken = true;
        }
    }

    pub(crate) fn is_refused(&self, token: u64) -> bool {
        token <= self.refused
    }

    pub(crate) fn is_overtaken(&self) -> bool {
        self.overtaken
    }

    /// Remaining lifetime.
    pub(crate) fn remaining(&self, token: u64, now: Clock) -> Duration {
        let (asked, lifetime) = self.tokens[token as usize - 1];
        lifetime.saturating_sub(Duration::from_nanos(now.since(asked)))
    }

    /// What influences later steps, apart from the token in the cache.
    pub(crate) fn summary(&self) -> impl Hash {
        (self.newest(), self.refused, self.overtaken)
    }
}
