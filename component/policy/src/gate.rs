//! The gate: delays token requests after repeated failures.

use core::time::Duration;

use crate::Instant;

/// Counts consecutive failures of token requests. From the fifth one, or after a `Retry-After`, it closes for a while.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Gate<F> {
    failures: u32,
    last: Option<F>,
    closed: Option<Closed<F>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Closed<F> {
    since: Instant,
    length: Duration,
    cause: F,
}

impl<F: Clone> Gate<F> {
    /// Open, without failures.
    pub(crate) const OPEN: Self = Self { failures: 0, last: None, closed: None };

    /// Records a failure at `now`. `retry_after` is the delay that the server asked for, if any.
    pub(crate) fn failed(&mut self, failure: F, retry_after: Option<Duration>, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        let asked_for = retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER);
        let length = back_off(self.failures).max(asked_for);
        self.last = Some(failure.clone());
        self.closed = (!length.is_zero()).then_some(Closed { since: now, length, cause: failure });
    }

    /// Records a success: opens the gate and resets the count.
    pub(crate) fn succeeded(&mut self) {
        *self = Self::OPEN;
    }

    /// The last failure, unless a success followed it.
    pub(crate) fn last_failure(&self) -> Option<&F> {
        self.last.as_ref()
    }

    /// Time until the gate opens, and the failure that closed it; `None` while it is open.
    pub(crate) fn closed(&self, now: Instant) -> Option<(Duration, &F)> {
        let closed = self.closed.as_ref()?;
        let remaining = closed.length.saturating_sub(now.since(closed.since));
        (!remaining.is_zero()).then_some((remaining, &closed.cause))
    }
}

/// How long the gate closes after this many consecutive failures: zero up to four, then 1 s, growing by a factor of 1.6
/// to at most 60 s.
fn back_off(failures: u32) -> Duration {
    let Some(steps) = failures.checked_sub(TOLERATED + 1) else {
        return Duration::ZERO;
    };
    let mut length = FIRST_BACK_OFF;
    for _ in 0..steps {
        if length >= LONGEST_BACK_OFF {
            break;
        }
        length = length * 8 / 5;
    }
    length.min(LONGEST_BACK_OFF)
}

/// Consecutive failures that leave the gate open.
const TOLERATED: u32 = 4;
const FIRST_BACK_OFF: Duration = Duration::from_secs(1);
const LONGEST_BACK_OFF: Duration = Duration::from_secs(60);
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(3600);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(earlier_failures: u32, retry_after: Option<u64>, closed_for_nanos: Option<u64>) {
        let now = Instant::new(0, 0);
        let mut gate = Gate { failures: earlier_failures, ..Gate::OPEN };
        gate.failed("why", retry_after.map(Duration::from_secs), now);
        assert_eq!(gate.last_failure(), Some(&"why"));
        assert_eq!(gate.closed(now), closed_for_nanos.map(|nanos| (Duration::from_nanos(nanos), &"why")));
    }

    #[test]
    fn four_failures_leave_the_gate_open() {
        check(0, None, None);
        check(3, None, None);
    }

    #[test]
    fn from_the_fifth_failure_the_delay_grows_by_1_6_up_to_a_minute() {
        check(4, None, Some(1_000_000_000));
        check(5, None, Some(1_600_000_000));
        check(6, None, Some(2_560_000_000));
        check(12, None, Some(42_949_672_960));
        check(13, None, Some(60_000_000_000));
        check(u32::MAX, None, Some(60_000_000_000));
    }

    #[test]
    fn retry_after_closes_the_gate_at_once_for_at_most_an_hour_and_never_shortens_the_delay() {
        check(0, Some(0), None);
        check(0, Some(120), Some(120_000_000_000));
        check(0, Some(u64::MAX), Some(3_600_000_000_000));
        check(4, Some(0), Some(1_000_000_000));
    }

    #[test]
    fn the_gate_opens_on_time_by_either_clock_and_a_success_resets_it() {
        let mut gate = Gate { failures: 4, ..Gate::OPEN };
        gate.failed((), None, Instant::new(7, 0));
        assert_eq!(gate.closed(Instant::new(1_000_000_006, 0)), Some((Duration::from_nanos(1), &())));
        assert_eq!(gate.closed(Instant::new(1_000_000_007, 0)), None);
        assert_eq!(gate.closed(Instant::new(7, 1_000_000_000)), None);
        gate.succeeded();
        assert!(gate == Gate::OPEN);
    }
}
