//! Virtual time: both WASI clocks, read from the time of a paused runtime.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use scaikey_host::Clocks;
use tokio::time::Instant;

/// A moment of virtual time, and the readings of the subject's clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Virtual time since the check began.
    pub(crate) elapsed: Duration,
    /// The monotonic clock, since any fixed origin.
    pub(crate) monotonic: Duration,
    /// The wall clock, since 1970.
    pub(crate) wall: Duration,
}

impl Moment {
    /// The age of what began at `earlier`, by the clock on which more time has passed.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        let monotonic = self.monotonic.saturating_sub(earlier.monotonic);
        monotonic.max(self.wall.saturating_sub(earlier.wall))
    }
}

/// Clocks that agree with the runtime's timers until they are set. Every method must run inside the runtime.
#[derive(Debug)]
pub(crate) struct VirtualClocks {
    origin: Instant,
    drift: Mutex<Drift>,
}

/// How far the clocks are from the time that passed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Drift {
    pub(crate) wall_ahead: Duration,
    pub(crate) wall_behind: Duration,
    pub(crate) monotonic_behind: Duration,
}

impl VirtualClocks {
    /// Clocks that start now.
    pub(crate) fn start() -> Self {
        Self { origin: Instant::now(), drift: Mutex::default() }
    }

    /// Time since the start, whatever the clocks say.
    fn elapsed(&self) -> Duration {
        self.origin.elapsed()
    }

    /// The present moment.
    pub(crate) fn moment(&self) -> Moment {
        Moment { elapsed: self.elapsed(), monotonic: self.monotonic(), wall: self.wall() }
    }

    /// Sets the clocks.
    pub(crate) fn set(&self, change: impl FnOnce(&mut Drift)) {
        change(&mut self.drift.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn drift(&self) -> Drift {
        *self.drift.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clocks for VirtualClocks {
    fn monotonic(&self) -> Duration {
        START + self.elapsed() - self.drift().monotonic_behind
    }

    fn wall(&self) -> Duration {
        START + self.elapsed() + self.drift().wall_ahead - self.drift().wall_behind
    }
}

/// 2030-01-01 00:00 UTC, a whole second, so that subjects with clocks of whole seconds see exact boundaries too.
const START: Duration = Duration::from_secs(1_893_456_000);

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);
    const NANOSECOND: Duration = Duration::from_nanos(1);

    /// What passes on the monotonic and on the wall clock, as seen from the moment before.
    #[track_caller]
    fn check(travel: Duration, change: impl FnOnce(&mut Drift), monotonic: Duration, wall: i128) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
        let (monotonic_passed, wall_passed) = runtime.expect("a runtime").block_on(async {
            let clocks = VirtualClocks::start();
            let before = (clocks.monotonic(), clocks.wall());
            tokio::time::advance(travel).await;
            clocks.set(change);
            let wall = clocks.wall().as_nanos() as i128 - before.1.as_nanos() as i128;
            (clocks.monotonic() - before.0, wall)
        });
        assert_eq!((monotonic_passed, wall_passed), (monotonic, wall));
    }

    #[test]
    fn time_is_exact_to_the_nanosecond() {
        check(Duration::ZERO, |_| {}, Duration::ZERO, 0);
        check(NANOSECOND, |_| {}, NANOSECOND, 1);
        check(DAY - NANOSECOND, |_| {}, DAY - NANOSECOND, 86_399_999_999_999);
    }

    #[test]
    fn the_clocks_can_be_made_to_disagree() {
        check(NANOSECOND, |drift| drift.wall_ahead += DAY, NANOSECOND, 86_400_000_000_001);
        check(NANOSECOND, |drift| drift.wall_behind += DAY, NANOSECOND, -86_399_999_999_999);
        check(DAY, |drift| drift.monotonic_behind += DAY, Duration::ZERO, 86_400_000_000_000);
    }

    #[track_caller]
    fn check_age(monotonic: [u64; 2], wall: [u64; 2], age: u64) {
        let [earlier, later] = [0, 1].map(|index| Moment {
            elapsed: Duration::ZERO,
            monotonic: Duration::from_secs(monotonic[index]),
            wall: Duration::from_secs(wall[index]),
        });
        assert_eq!(later.since(earlier), Duration::from_secs(age));
    }

    #[test]
    fn age_is_that_of_the_faster_clock() {
        check_age([5, 8], [5, 6], 3);
        check_age([5, 5], [5, 9], 4);
        check_age([5, 7], [5, 0], 2);
        check_age([5, 5], [5, 0], 0);
    }
}
