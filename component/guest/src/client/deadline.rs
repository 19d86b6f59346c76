//! The deadline of a call.

use core::time::Duration;

use scaikey_policy::Instant;

/// When a call began, and how long it may take.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    entered: Instant,
    span: Option<Duration>,
}

impl Deadline {
    pub(crate) fn new(entered: Instant, span: Option<u64>) -> Self {
        Self { entered, span: span.map(Duration::from_nanos) }
    }

    /// Whether the call has no time left.
    pub(crate) fn has_passed(self, now: Instant) -> bool {
        self.cap(Duration::MAX, now).is_zero()
    }

    /// The smaller of `time` and the time that the call has left.
    pub(crate) fn cap(self, time: Duration, now: Instant) -> Duration {
        match self.span {
            Some(span) => time.min(span.saturating_sub(now.since(self.entered))),
            None => time,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(span: Option<u64>, passed: u64, left_of_five: u64) {
        let (entered, now) = (Instant::new(7, 0), Instant::new(7 + passed, 0));
        let deadline = Deadline::new(entered, span);
        assert_eq!(deadline.cap(Duration::from_nanos(5), now), Duration::from_nanos(left_of_five));
        assert_eq!(deadline.has_passed(now), left_of_five == 0);
    }

    #[test]
    fn a_call_has_time_until_exactly_the_end_of_its_span() {
        check(Some(0), 0, 0);
        check(Some(9), 0, 5);
        check(Some(9), 8, 1);
        check(Some(9), 9, 0);
        check(Some(9), u64::MAX - 7, 0);
        check(None, u64::MAX - 7, 5);
    }
}
