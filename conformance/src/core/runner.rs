//! Judges a subject by each requirement of a suite. The order of decisions is the same for every suite:
//!
//! 1. An invariant is judged by what all checks watched.
//! 2. A requirement that cannot be judged for the subject is not applicable.
//! 3. The requirement that stopped the run is judged, selected or not.
//! 4. A requirement that is not selected is skipped.
//! 5. After a stop, everything else is skipped.
//! 6. A capability that the subject was declared to have, and cannot have, fails.
//! 7. A requirement with a need that the run cannot meet is skipped.
//! 8. The check runs. A panic is an error of the suite, never of the subject, and costs one requirement.
//! 9. The level and `strict` make an outcome of the verdict, and the expectations mark it.
//!
//! Texts that checks saw are redacted after the last check, when all secrets of the run are known.

mod results;
mod suite;

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crate::core::expectations::Expectations;
use crate::core::options::RunOptions;
use crate::core::outcome::{Broken, Outcome};
use crate::core::redaction::Text;
use crate::core::requirement::{Level, Requirement};
use crate::core::verdict::{Difference, NotPassed};
use results::{RequirementResult, skipped};

pub(crate) use results::{Results, Stop};
pub(crate) use suite::{Checked, Inapplicable, Suite};

/// Judges by every requirement. Whatever the subject does, the run ends and has a result for each.
pub(crate) fn run<S: Suite>(suite: &mut S, options: &RunOptions) -> Results<S::Recording> {
    let stop = preflight(|| suite.preflight());
    let expectations = options.expectations.clone();
    let mut runner = Runner { suite, options, expectations, violations: HashMap::new(), checked: 0, stop };
    let requirements = runner.suite.requirements();
    let results = requirements.iter().enumerate().map(|(place, requirement)| {
        runner.suite.progress(requirement, requirements.len() - place);
        runner.judge(requirement)
    });
    let results = results.collect();
    Results { results, unmatched: runner.expectations.unmatched(), stop: runner.stop }
}

/// A run under way.
struct Runner<'a, S: Suite> {
    suite: &'a mut S,
    options: &'a RunOptions,
    expectations: Expectations,
    /// The invariants that were broken, each as the first check saw it.
    violations: HashMap<&'static str, Violation<S::Recording>>,
    /// How many checks ran.
    checked: usize,
    stop: Option<Stop>,
}

/// An invariant that was broken.
struct Violation<R> {
    seen_in: &'static Requirement,
    reason: NotPassed,
    recording: R,
    seed: Option<u64>,
}

impl<S: Suite> Runner<'_, S> {
    /// Judges one requirement. A failure that is not expected ends a run that is to fail fast.
    fn judge(&mut self, requirement: &'static Requirement) -> RequirementResult<S::Recording> {
        let mut result = self.find(requirement);
        result.expectation = self.expectations.mark(requirement, &mut result.outcome);
        let is_failure = matches!(result.outcome, Outcome::Fail(_)) && result.expectation.is_none();
        if self.options.fail_fast && is_failure && self.stop.is_none() {
            self.stop = Some(Stop::skipping(format!("the run ended with the failure of {}", requirement.id)));
        }
        result
    }

    fn find(&mut self, requirement: &'static Requirement) -> RequirementResult<S::Recording> {
        if requirement.is_invariant() {
            return self.watched(requirement);
        }
        if let Some(outcome) = self.barred(requirement) {
            return RequirementResult::unchecked(requirement, outcome);
        }
        let began = self.suite.monotonic();
        let checked = catch_unwind(AssertUnwindSafe(|| self.suite.check(requirement)));
        match checked.unwrap_or_else(|_| Err("the check panicked".into())) {
            Ok(checked) => self.checked(requirement, checked, self.suite.monotonic() - began),
            Err(error) => RequirementResult::unchecked(requirement, Outcome::Error(Text::own(&error))),
        }
    }

    /// The outcome of a requirement whose check is not to run.
    fn barred(&self, requirement: &Requirement) -> Option<Outcome<Text>> {
        let is_selected = self.options.selection.contains(requirement);
        let claim = match self.suite.inapplicable(requirement) {
            Some(Inapplicable { reason, claim: Some(claim) }) if is_selected => Some((claim, reason)),
            Some(Inapplicable { reason, .. }) => return Some(Outcome::NotApplicable(Text::own(reason))),
            None => None,
        };
        if self.stop.as_ref().is_some_and(|stop| stop.prerequisite == Some(&*requirement.id)) {
            return None;
        }
        if !is_selected {
            return Some(skipped("not selected"));
        }
        if let Some(reason) = self.suite.unselected(requirement) {
            return Some(skipped(&reason));
        }
        if let Some(stop) = &self.stop {
            return Some(stop.outcome.clone());
        }
        if let Some((expected, actual)) = claim {
            return Some(Outcome::Fail(Broken { expected: Text::own(expected), actual: Text::own(actual) }));
        }
        self.suite.unmet_need(requirement).map(|need| skipped(&need))
    }

    fn checked(
        &mut self,
        requirement: &'static Requirement,
        checked: Checked<S::Recording>,
        took: Duration,
    ) -> RequirementResult<S::Recording> {
        let Checked { verdict, observed, seed, recording, violations, stop } = checked;
        self.checked += 1;
        for (id, reason) in violations {
            self.violations.entry(id).or_insert_with(|| Violation {
                seen_in: requirement,
                reason,
                recording: recording.clone(),
                seed,
            });
        }
        if let Err(NotPassed::Interrupted) = verdict {
            self.stop.get_or_insert_with(|| Stop::skipping(INTERRUPTED.into()));
        }
        if let Some(reason) = stop {
            self.stop.get_or_insert_with(|| Stop::skipping(reason.into()));
        }
        RequirementResult {
            outcome: verdict.map_or_else(|reason| self.outcome(requirement, reason), |()| Outcome::Pass),
            observed: observed.map(Text::Seen),
            recording: Some(recording),
            seed,
            took,
            ..RequirementResult::unchecked(requirement, Outcome::Pass)
        }
    }

    /// The result of an invariant. Every check that ran watched it, so only its exclusion skips it.
    fn watched(&self, requirement: &'static Requirement) -> RequirementResult<S::Recording> {
        if self.options.selection.excludes(requirement) {
            return RequirementResult::unchecked(requirement, skipped("not selected"));
        }
        match self.violations.get(&*requirement.id) {
            Some(Violation { seen_in, reason, recording, seed }) => RequirementResult {
                seen_in,
                recording: Some(recording.clone()),
                seed: *seed,
                ..RequirementResult::unchecked(requirement, self.outcome(requirement, reason.clone()))
            },
            None if self.checked == 0 => RequirementResult::unchecked(requirement, skipped("no check ran")),
            None => RequirementResult::unchecked(requirement, Outcome::Pass),
        }
    }

    fn outcome(&self, requirement: &Requirement, reason: NotPassed) -> Outcome<Text> {
        match reason {
            NotPassed::Broken(difference) => self.broken(requirement, &difference),
            NotPassed::Inconclusive(text) => Outcome::Inconclusive(Text::Seen(text)),
            NotPassed::NotApplicable(text) => Outcome::NotApplicable(Text::Seen(text)),
            NotPassed::PrerequisiteFailed(id) => skipped(&pointless(id)),
            NotPassed::Interrupted => skipped(INTERRUPTED),
        }
    }

    fn broken(&self, requirement: &Requirement, difference: &Difference) -> Outcome<Text> {
        let broken = difference.map(|text| Text::Seen(text.clone()));
        match requirement.level {
            Level::Must => Outcome::Fail(broken),
            Level::Should if self.options.strict => Outcome::Fail(broken),
            Level::Should => Outcome::Warning(broken),
            Level::Observe => Outcome::Pass,
        }
    }
}

/// Why no check runs at all, if the subject or the suite fails before the first.
fn preflight(judge: impl FnOnce() -> Result<(), (&'static str, NotPassed)>) -> Option<Stop> {
    match catch_unwind(AssertUnwindSafe(judge)) {
        Ok(Ok(())) => None,
        Ok(Err((id, reason))) => {
            let (text, outcome) = match reason {
                NotPassed::Interrupted => (INTERRUPTED.into(), skipped(INTERRUPTED)),
                NotPassed::Broken(Difference { actual: text, .. })
                | NotPassed::Inconclusive(text)
                | NotPassed::NotApplicable(text) => (text, skipped(&pointless(id))),
                NotPassed::PrerequisiteFailed(other) => (pointless(other), skipped(&pointless(id))),
            };
            Some(Stop { prerequisite: Some(id), reason: text, outcome })
        }
        Err(_) => {
            let reason = "the first call panicked";
            Some(Stop {
                prerequisite: None,
                reason: reason.into(),
                outcome: Outcome::Error(Text::own(reason)),
            })
        }
    }
}

fn pointless(id: &str) -> String {
    format!("pointless without {id}")
}

const INTERRUPTED: &str = "the run was interrupted";

#[cfg(test)]
mod tests;
