//! A reading of both clocks, and how much time lies between two of them.

use core::time::Duration;

/// What the monotonic and the wall clock said at one moment.
///
/// One clock alone is wrong in a machine that sleeps (monotonic clocks may stand still) or whose wall clock is set.
/// [`since`](Self::since) believes whichever saw more time pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Instant {
    monotonic: u64,
    wall: i128,
}

impl Instant {
    /// A reading: nanoseconds of the monotonic clock since any fixed origin, and nanoseconds of the wall clock since
    /// 1970, negative before.
    #[must_use]
    pub const fn new(monotonic: u64, wall: i128) -> Self {
        Self { monotonic, wall }
    }

    /// What the wall clock said, in nanoseconds since 1970, for comparing with dates.
    #[must_use]
    pub const fn wall(self) -> i128 {
        self.wall
    }

    /// Time passed since `earlier`: the larger of what the two clocks say. A clock that went backwards counts as zero.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        let monotonic = self.monotonic.saturating_sub(earlier.monotonic);
        let wall = self.wall.saturating_sub(earlier.wall).clamp(0, u64::MAX.into());
        Duration::from_nanos(monotonic.max(wall as u64))
    }
}
