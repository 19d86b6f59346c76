//! Clock control. Each change goes into the journal.

use std::time::Duration;

use super::Harness;
use crate::component::endpoint::journal::Action;

impl Harness {
    /// Time passes, to the nanosecond.
    pub(crate) fn travel(&mut self, duration: Duration) {
        self.begin(Action::Clocks(format!("{duration:?} pass")));
        self.runtime.block_on(tokio::time::advance(duration));
        self.end(String::new());
    }

    /// Time passes, but the monotonic clock stands still, as in a machine that sleeps.
    pub(crate) fn sleep(&mut self, duration: Duration) {
        self.begin(Action::Clocks(format!("{duration:?} pass while the monotonic clock stands still")));
        self.runtime.block_on(tokio::time::advance(duration));
        self.in_process.clocks.set(|drift| drift.monotonic_behind += duration);
        self.end(String::new());
    }

    /// Somebody sets the wall clock back.
    pub(crate) fn set_back(&mut self, duration: Duration) {
        self.begin(Action::Clocks(format!("the wall clock steps back by {duration:?}")));
        self.in_process.clocks.set(|drift| drift.wall_behind += duration);
        self.end(String::new());
    }

    /// Somebody sets the wall clock forward.
    pub(crate) fn set_forward(&mut self, duration: Duration) {
        self.begin(Action::Clocks(format!("the wall clock steps forward by {duration:?}")));
        self.in_process.clocks.set(|drift| drift.wall_ahead += duration);
        self.end(String::new());
    }
}
