//! The time a whole call may take.

use core::time::Duration;

use scaikey_policy::Instant;

/// When a call began, and how long it may last.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    entered: Instant,
    span: Option<Duration>,
}

impl Deadline {
    pub(crate) fn new(entered: Instant, span: Option<u64>) -> Self {
        Self { entered, span: span.map(Duration::from_nanos) }
    }

    /// Whether nothing may begin any more.
    pub(crate) fn has_passed(self, now: Instant) -> bool {
        self.cap(Duration::MAX, now).is_zero()
    }

    /// `time`, or what is left of the call if that is less.
    pub(crate) fn cap(self, time: Duration, now: Instant) -> Duration {
        match self.span {
            Some(span) => time.min(span.saturating_sub(now.since(self.entered))),
            None => time,
        }
    }
}
