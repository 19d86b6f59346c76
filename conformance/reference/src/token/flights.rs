//! Fetches that several calls share.

use std::rc::Rc;

use crate::error::Lack;
use crate::token::Token;

/// How many fetches have ended, and how the last of them did.
#[derive(Default)]
pub(crate) struct Flights {
    landed: u64,
    last: Option<Result<Rc<Token>, Lack>>,
}

impl Flights {
    pub(crate) fn landed(&self) -> u64 {
        self.landed
    }

    /// What came of the newest fetch, if it ended after so many others had.
    pub(crate) fn since(&self, seen: u64) -> Option<Result<Rc<Token>, Lack>> {
        self.last.clone().filter(|_| self.landed > seen)
    }

    /// A fetch has ended.
    pub(crate) fn land(&mut self, outcome: Result<Rc<Token>, Lack>) {
        self.landed += 1;
        self.last = Some(outcome);
    }
}
