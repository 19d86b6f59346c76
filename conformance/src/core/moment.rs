//! When something happened.

use std::time::Duration;

/// What time it was, and what the subject's clocks made of it.
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
    /// The age of what began at `earlier`: whichever clock saw more time pass.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        let monotonic = self.monotonic.saturating_sub(earlier.monotonic);
        monotonic.max(self.wall.saturating_sub(earlier.wall))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(monotonic: [u64; 2], wall: [u64; 2], age: u64) {
        let [earlier, later] = [0, 1].map(|index| Moment {
            elapsed: Duration::ZERO,
            monotonic: Duration::from_secs(monotonic[index]),
            wall: Duration::from_secs(wall[index]),
        });
        assert_eq!(later.since(earlier), Duration::from_secs(age));
    }

    #[test]
    fn age_is_what_the_faster_clock_says() {
        check([5, 8], [5, 6], 3);
        check([5, 5], [5, 9], 4);
        check([5, 7], [5, 0], 2);
        check([5, 5], [5, 0], 0);
    }
}
