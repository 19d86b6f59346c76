//! A reading of both clocks, and the time between two readings.

use core::time::Duration;

/// The monotonic and the wall clock, read at one moment.
///
/// Neither clock is reliable alone: a monotonic clock may stop while the machine sleeps, and the wall clock may be set.
/// [`since`](Self::since) uses the clock that saw more time pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Instant {
    monotonic: u64,
    wall: i128,
}

impl Instant {
    /// Both clocks in nanoseconds: the monotonic clock since any fixed origin, the wall clock since 1970 (negative
    /// before).
    #[must_use]
    pub const fn new(monotonic: u64, wall: i128) -> Self {
        Self { monotonic, wall }
    }

    /// The wall clock in nanoseconds since 1970, for comparison with dates.
    #[must_use]
    pub const fn wall(self) -> i128 {
        self.wall
    }

    /// Time since `earlier`: the larger difference of the two clocks. A clock that went backwards counts as zero.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        let monotonic = self.monotonic.saturating_sub(earlier.monotonic);
        let wall = self.wall.saturating_sub(earlier.wall).clamp(0, u64::MAX.into());
        Duration::from_nanos(monotonic.max(wall as u64))
    }
}
