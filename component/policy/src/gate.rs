//! Sparing a token endpoint that keeps failing.

use core::time::Duration;

use crate::Instant;

/// Counts failed token requests in a row and holds further ones back.
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
    /// Open, with nothing to remember.
    pub(crate) const OPEN: Self = Self { failures: 0, last: None, closed: None };

    /// A token request failed, known at `now`; the server may have said how long to stay away.
    pub(crate) fn failed(&mut self, failure: F, retry_after: Option<Duration>, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        let asked_for = retry_after.unwrap_or_default().min(LONGEST_RETRY_AFTER);
        let length = back_off(self.failures).max(asked_for);
        self.last = Some(failure.clone());
        self.closed = (!length.is_zero()).then_some(Closed { since: now, length, cause: failure });
    }

    /// A token request succeeded: all is forgotten.
    pub(crate) fn succeeded(&mut self) {
        *self = Self::OPEN;
    }

    /// The last failure since the last success.
    pub(crate) fn last_failure(&self) -> Option<&F> {
        self.last.as_ref()
    }

    /// Time until the next token request is allowed, and the failure that holds it back; `None` while it is allowed.
    pub(crate) fn closed(&self, now: Instant) -> Option<(Duration, &F)> {
        let closed = self.closed.as_ref()?;
        let remaining = closed.length.saturating_sub(now.since(closed.since));
        (!remaining.is_zero()).then_some((remaining, &closed.cause))
    }
}

/// How long to stay away after so many failures in a row: not at all at first, then growing by 1.6 each time.
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

/// Failures in a row that are just errors.
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
    fn four_failures_are_just_errors() {
        check(0, None, None);
        check(3, None, None);
    }

    #[test]
    fn from_the_fifth_failure_the_gate_grows_by_1_6_to_a_minute() {
        check(4, None, Some(1_000_000_000));
        check(5, None, Some(1_600_000_000));
        check(6, None, Some(2_560_000_000));
        check(12, None, Some(42_949_672_960));
        check(13, None, Some(60_000_000_000));
        check(u32::MAX, None, Some(60_000_000_000));
    }

    #[test]
    fn retry_after_closes_at_once_is_cut_to_an_hour_and_never_shortens() {
        check(0, Some(0), None);
        check(0, Some(120), Some(120_000_000_000));
        check(0, Some(u64::MAX), Some(3_600_000_000_000));
        check(4, Some(0), Some(1_000_000_000));
    }

    #[test]
    fn the_gate_opens_to_the_nanosecond_by_either_clock_and_a_success_forgets_everything() {
        let mut gate = Gate { failures: 4, ..Gate::OPEN };
        gate.failed((), None, Instant::new(7, 0));
        assert_eq!(gate.closed(Instant::new(1_000_000_006, 0)), Some((Duration::from_nanos(1), &())));
        assert_eq!(gate.closed(Instant::new(1_000_000_007, 0)), None);
        assert_eq!(gate.closed(Instant::new(7, 1_000_000_000)), None);
        gate.succeeded();
        assert!(gate == Gate::OPEN);
    }
}
