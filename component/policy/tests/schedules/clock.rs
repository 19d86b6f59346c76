//! Both clocks, moved by the schedule.

use scaikey_policy::Instant;

/// Both clocks, in nanoseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Clock {
    monotonic: i64,
    wall: i64,
}

impl Clock {
    pub(crate) fn pass(&mut self, monotonic: u64, wall: i64) {
        self.monotonic += monotonic as i64;
        self.wall += wall;
    }

    /// Time since `earlier`, by the clock that saw more of it.
    pub(crate) fn since(self, earlier: Self) -> u64 {
        (self.monotonic - earlier.monotonic).max(self.wall - earlier.wall) as u64
    }

    /// The same reading for the policy.
    pub(crate) fn reading(self) -> Instant {
        Instant::new(self.monotonic as u64, self.wall.into())
    }
}

pub(crate) const SECOND: u64 = 1_000_000_000;
