//! Readings of both clocks.

use std::time::Duration;

use crate::build::{Build, Style};
use crate::defect::Defect;
use crate::environment::Environment;

/// A reading of both clocks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moment {
    pub(crate) monotonic: Duration,
    pub(crate) wall: Duration,
}

impl Moment {
    pub(crate) fn read(environment: &impl Environment, build: Build) -> Self {
        let precise = Self { monotonic: environment.monotonic(), wall: environment.wall() };
        if build.is(Style::WholeSeconds) {
            return Self { monotonic: whole(precise.monotonic), wall: whole(precise.wall) };
        }
        precise
    }

    /// Time since an earlier moment: the larger of both clocks, since one may stop while the machine sleeps and the other
    /// may be set back.
    pub(crate) fn since(self, earlier: Self, build: Build) -> Duration {
        let monotonic = self.monotonic.saturating_sub(earlier.monotonic);
        let wall = self.wall.saturating_sub(earlier.wall);
        match build.defect {
            Some(Defect::MonotonicClockOnly) => monotonic,
            Some(Defect::WallClockOnly) => wall,
            Some(Defect::StepBackAges) => monotonic.max(self.wall.abs_diff(earlier.wall)),
            _ => monotonic.max(wall),
        }
    }

    /// A moment after this one.
    pub(crate) fn later(self, span: Duration) -> Self {
        Self { monotonic: self.monotonic + span, wall: self.wall + span }
    }
}

fn whole(precise: Duration) -> Duration {
    Duration::from_secs(precise.as_secs())
}

/// A span as the contract counts it, saturating.
pub(crate) fn nanoseconds(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}
