//! The time that a caller allows for a whole call.

use std::time::Duration;

use crate::moment::Moment;

/// A span from a call's entry, or none.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    entry: Moment,
    span: Option<Duration>,
}

impl Deadline {
    pub(crate) const NONE: Self =
        Self { entry: Moment { monotonic: Duration::ZERO, wall: Duration::ZERO }, span: None };

    /// The deadline of a call that begins now, in nanoseconds.
    pub(crate) fn new(now: Moment, nanoseconds: Option<u64>) -> Self {
        Self { entry: now, span: nanoseconds.map(Duration::from_nanos) }
    }

    /// The time left: `Duration::MAX` without a deadline, zero once it has passed.
    pub(crate) fn left(self, now: Moment) -> Duration {
        let passed = now.monotonic.saturating_sub(self.entry.monotonic);
        self.span.map_or(Duration::MAX, |span| span.saturating_sub(passed))
    }

    /// Whether it has passed, so that nothing may begin.
    pub(crate) fn passed(self, now: Moment) -> bool {
        self.left(now).is_zero()
    }
}
