//! Fetches that several calls share.

use std::rc::Rc;

use crate::error::NoToken;
use crate::token::Token;

/// How many fetches have ended, and how the last of them did.
#[derive(Default)]
pub(crate) struct SharedFetches {
    ended: u64,
    last: Option<Result<Rc<Token>, NoToken>>,
}

impl SharedFetches {
    pub(crate) fn ended(&self) -> u64 {
        self.ended
    }

    /// What came of the newest fetch, if it ended after so many others had.
    pub(crate) fn since(&self, seen: u64) -> Option<Result<Rc<Token>, NoToken>> {
        self.last.clone().filter(|_| self.ended > seen)
    }

    /// A fetch has ended.
    pub(crate) fn end(&mut self, outcome: Result<Rc<Token>, NoToken>) {
        self.ended += 1;
        self.last = Some(outcome);
    }
}
