//! Fetches that several calls share.

use std::rc::Rc;

use crate::error::NoToken;
use crate::token::Token;

/// The number of fetches that ended, and the outcome of the last.
#[derive(Default)]
pub(crate) struct SharedFetches {
    ended: u64,
    last: Option<Result<Rc<Token>, NoToken>>,
}

impl SharedFetches {
    pub(crate) fn ended(&self) -> u64 {
        self.ended
    }

    /// The outcome of the newest fetch, if more than `seen` have ended.
    pub(crate) fn since(&self, seen: u64) -> Option<Result<Rc<Token>, NoToken>> {
        self.last.clone().filter(|_| self.ended > seen)
    }

    /// A fetch has ended.
    pub(crate) fn end(&mut self, outcome: Result<Rc<Token>, NoToken>) {
        self.ended += 1;
        self.last = Some(outcome);
    }
}
