//! The plainest books about tokens: when each was asked for, how long it lives, which are refused.

use std::hash::Hash;
use std::time::Duration;

use crate::clock::Clock;

/// Every token ever issued. Their numbers are their generations, from 1.
#[derive(Default)]
pub(crate) struct IssuedTokens {
    tokens: Vec<(Clock, Duration)>,
    /// All up to this number are refused.
    refused: u64,
    /// Whether a refusal became known since the last token request began.
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

    /// This token is refused, and all before it. An unknown one changes nothing.
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

    /// Life it has left.
    pub(crate) fn remaining(&self, token: u64, now: Clock) -> Duration {
        let (asked, lifetime) = self.tokens[token as usize - 1];
        lifetime.saturating_sub(Duration::from_nanos(now.since(asked)))
    }

    /// All that matters later, apart from the tokens that a cache holds itself.
    pub(crate) fn summary(&self) -> impl Hash {
        (self.newest(), self.refused, self.overtaken)
    }
}
