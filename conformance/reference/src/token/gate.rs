//! The gate: holds token requests back while the token endpoint fails.

use std::time::Duration;

use crate::build::{Build, Style};
use crate::defect::Defect;
use crate::error::TokenFailure;
use crate::moment::{Moment, nanoseconds};
use crate::types::Gated;

/// Holds token requests back. Open at first, and again after any success.
pub(crate) struct Gate {
    build: Build,
    failures: u32,
    shut: Option<Shut>,
}

struct Shut {
    since: Moment,
    rest: Duration,
    cause: TokenFailure,
}

impl Gate {
    pub(crate) fn new(build: Build) -> Self {
        Self { build, failures: 0, shut: None }
    }

    /// Why a token request may not be made now, if so.
    pub(crate) fn check(&self, now: Moment) -> Option<Gated> {
        let shut = self.shut.as_ref()?;
        let remaining = shut.rest.saturating_sub(now.since(shut.since, self.build));
        let held = Gated { remaining: nanoseconds(remaining), cause: shut.cause.clone().summary() };
        (!remaining.is_zero()).then_some(held)
    }

    /// A token request succeeded.
    pub(crate) fn succeed(&mut self) {
        if !self.build.has(Defect::GateRemembers) {
            self.failures = 0;
        }
        self.shut = None;
    }

    /// A token request failed, and the server asked to wait for this time.
    pub(crate) fn fail(&mut self, now: Moment, cause: TokenFailure, asked: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        let rest = own_rest(self.failures, self.build).max(asked);
        self.shut = rest.map(|rest| Shut { since: now, rest: countable(rest, self.build), cause });
    }
}

/// The time to wait after so many failures in a row.
fn own_rest(failures: u32, build: Build) -> Option<Duration> {
    let (patience, longest) = match build.defect {
        Some(Defect::NoGate) => return None,
        Some(Defect::FailureRemembered) => return Some(Duration::from_secs(60)),
        Some(Defect::GateForEver) if failures >= 10 => return Some(Duration::MAX),
        Some(Defect::GateAtOnce) => (1, LONGEST),
        Some(Defect::GateUnbounded) => (PATIENCE, Duration::from_secs(1 << 20)),
        _ => (PATIENCE, LONGEST),
    };
    // Far beyond any rest, and within what a float can tell.
    let later = failures.checked_sub(patience)?.min(100);
    Some(Duration::try_from_secs_f64(GROWTH.powi(later as i32)).map_or(longest, |rest| rest.min(longest)))
}

/// The time to wait, in the resolution of the clock: in whole seconds for a clock of whole seconds, or the gate would
/// stay shut after the time that it reports.
fn countable(rest: Duration, build: Build) -> Duration {
    if build.is(Style::WholeSeconds) && rest.subsec_nanos() > 0 {
        return Duration::from_secs(rest.as_secs().saturating_add(1));
    }
    rest
}

/// The failure in a row that shuts the gate.
const PATIENCE: u32 = 5;
const GROWTH: f64 = 1.6;
const LONGEST: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(failures: u32, expected: Option<u64>) {
        let rest = own_rest(failures, Build::default());
        assert_eq!(rest, expected.map(Duration::from_millis), "after {failures}");
    }

    #[test]
    fn the_fifth_failure_shuts_the_gate_and_later_ones_for_longer() {
        check(4, None);
        check(5, Some(1000));
        check(6, Some(1600));
        check(7, Some(2560));
        check(14, Some(60_000));
        check(u32::MAX, Some(60_000));
    }
}
