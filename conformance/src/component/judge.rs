//! Runs the selected checks, each in a world of its own.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use scaikey_host::{Clocks, SystemClocks};

use crate::component::application::PLATFORM;
use crate::component::checks::{self, Check};
use crate::component::run::Run;
use crate::component::subject::Subject;
use crate::component::transport::Transport;
use crate::component::world::World;
use crate::core::evidence::Evidence;
use crate::core::expectations::Expectations;
use crate::core::outcome::{Broken, Outcome};
use crate::core::redaction::Redacted;
use crate::core::requirement::{Level, Need, Requirement};
use crate::core::requirements::{self, SURVIVAL};
use crate::report::{Judgement, Report};

/// Judges a subject. Whatever the subject does, the run ends and the report is complete.
///
/// A subject that does not survive a single call is judged by that alone, selected or not: the rest would only say the
/// same again, a hundred times slower.
pub fn judge(subject: &Subject, run: &Run) -> Report {
    let began = (SystemClocks.wall(), SystemClocks.monotonic());
    let stopped = smoke(|| survives(subject, run.transport));
    let expectations = run.expectations.clone();
    let mut court =
        Court { subject, run, expectations, violations: HashMap::new(), watched: 0, runaways: 0, stopped };
    let judgements = requirements::component().map(|requirement| court.judge(requirement)).collect();
    let unmatched = court.expectations.unmatched();
    let time = (!run.reproducible).then(|| (began.0, SystemClocks.monotonic() - began.1));
    Report { subject: subject.identity(), settings: run.into(), judgements, unmatched, time }
}

/// One run under way.
struct Court<'a> {
    subject: &'a Subject,
    run: &'a Run,
    expectations: Expectations,
    /// What holds in every check and was broken, as the first check saw it.
    violations: HashMap<&'static str, Violation>,
    /// How many checks were watched for that.
    watched: usize,
    /// In how many of them the subject computed without end.
    runaways: usize,
    /// What comes of every further check, if none runs.
    stopped: Option<Outcome>,
}

/// What holds in every check, broken.
struct Violation {
    /// Whose check saw it.
    seen_in: &'static Requirement,
    broken: Broken,
    evidence: Evidence,
    seed: Option<u64>,
}

impl Court<'_> {
    /// Judges one requirement. A failure that nobody knows of ends a run that is to fail fast.
    fn judge(&mut self, requirement: &'static Requirement) -> Judgement {
        let mut judgement = self.find(requirement);
        self.expectations.mark(&mut judgement);
        if self.run.fail_fast && judgement.word() == "fail" && self.stopped.is_none() {
            self.stopped = Some(skipped(&format!("the run ended with the failure of {}", requirement.id)));
        }
        judgement
    }

    /// What holds in every check comes last in the registry, when all checks are over.
    fn find(&mut self, requirement: &'static Requirement) -> Judgement {
        if requirement.is_invariant() {
            return self.sum_up(requirement);
        }
        if let Some(outcome) = self.barred(requirement) {
            return unseen(requirement, outcome);
        }
        let Some(check) = checks::of(requirement) else {
            return unseen(requirement, Outcome::Error("no check judges this requirement".into()));
        };
        // A panic is a mistake of the suite, never of the subject. It costs one check, not the report.
        catch_unwind(AssertUnwindSafe(|| self.hear(requirement, check)))
            .unwrap_or_else(|_| unseen(requirement, Outcome::Error("the check panicked".into())))
    }

    /// Why a requirement is not judged.
    fn barred(&self, requirement: &Requirement) -> Option<Outcome> {
        let Run { selection, capabilities, transport, .. } = self.run;
        let selected = selection.contains(requirement);
        let impossible = requirement.needs.contains(&Need::Overlap) && !self.subject.overlaps();
        let claimed = impossible && selected && capabilities.declared(Need::Overlap) == Some(true);
        if impossible && !claimed {
            return Some(Outcome::NotApplicable(NO_OVERLAP.into()));
        }
        if self.stopped.is_some() && requirement.id == SURVIVAL {
            return None;
        }
        if !selected {
            return Some(skipped("not selected"));
        }
        if let Some(outcome) = &self.stopped {
            return Some(outcome.clone());
        }
        if claimed {
            let expected = "calls of one client that overlap, as declared".into();
            return Some(Outcome::Fail(Broken { expected, actual: NO_OVERLAP.into() }));
        }
        requirement.needs.iter().find_map(|need| match transport.lacks(*need) {
            Some(reason) => Some(skipped(reason)),
            None if capabilities.declared(*need) == Some(false) => {
                Some(skipped(&format!("declared to lack: {need}")))
            }
            None => None,
        })
    }

    fn hear(&mut self, requirement: &'static Requirement, check: &Check) -> Judgement {
        let began = SystemClocks.monotonic();
        let mut world = match World::new(self.subject, check.application, self.run.transport) {
            Ok(world) => world,
            Err(error) => {
                let text = format!("no runtime for the check: {error}");
                return unseen(requirement, Outcome::Error(Redacted::of_the_suite(&text)));
            }
        };
        world.seeds = self.run.seeds.clone();
        let verdict = (check.act)(&mut world);
        let redaction = world.redaction();
        let evidence = world.evidence();
        self.watched += 1;
        for (id, difference) in world.violations() {
            self.violations.entry(id).or_insert_with(|| Violation {
                seen_in: requirement,
                broken: redaction.broken(&difference),
                evidence: evidence.clone(),
                seed: world.seed,
            });
        }
        self.runaways += usize::from(world.ran_away());
        if self.runaways == RUNAWAYS {
            self.stopped = Some(skipped("the component computed without end in three checks"));
        }
        let outcome = match verdict {
            Ok(()) => Outcome::Pass,
            Err(difference) => self.broken(requirement, redaction.broken(&difference)),
        };
        let took = if self.run.reproducible { Duration::ZERO } else { SystemClocks.monotonic() - began };
        let observed = world.observed.as_deref().map(|text| redaction.text(text));
        Judgement { observed, evidence, seed: world.seed, took, ..unseen(requirement, outcome) }
    }

    /// The judgement on what holds in every check: whatever ran was watched, so only who excludes it is spared.
    fn sum_up(&self, requirement: &'static Requirement) -> Judgement {
        if self.run.selection.excludes(requirement) {
            return unseen(requirement, skipped("not selected"));
        }
        match self.violations.get(requirement.id.as_str()) {
            Some(Violation { seen_in, broken, evidence, seed }) => Judgement {
                seen_in,
                evidence: evidence.clone(),
                seed: *seed,
                ..unseen(requirement, self.broken(requirement, broken.clone()))
            },
            None if self.watched == 0 => unseen(requirement, skipped("no check ran")),
            None => unseen(requirement, Outcome::Pass),
        }
    }

    fn broken(&self, requirement: &Requirement, broken: Broken) -> Outcome {
        match requirement.level {
            Level::Must => Outcome::Fail(broken),
            Level::Should if self.run.strict => Outcome::Fail(broken),
            Level::Should => Outcome::Warning(broken),
            Level::Observe => Outcome::Pass,
        }
    }
}

/// What comes of every check, if a subject does not survive the first call, or the suite does not.
fn smoke(survives: impl FnOnce() -> bool) -> Option<Outcome> {
    match catch_unwind(AssertUnwindSafe(survives)) {
        Ok(true) => None,
        Ok(false) => Some(skipped(&format!("pointless without {SURVIVAL}"))),
        Err(_) => Some(Outcome::Error("the first call panicked".into())),
    }
}

fn survives(subject: &Subject, transport: Transport) -> bool {
    World::new(subject, &PLATFORM, transport).is_ok_and(|mut world| {
        world.get();
        world.survived().is_ok()
    })
}

fn skipped(reason: &str) -> Outcome {
    Outcome::Skipped(Redacted::of_the_suite(reason))
}

/// A judgement on what nobody saw.
pub(crate) fn unseen(requirement: &'static Requirement, outcome: Outcome) -> Judgement {
    Judgement {
        requirement,
        outcome,
        expectation: None,
        observed: None,
        seen_in: requirement,
        evidence: Evidence::default(),
        seed: None,
        took: Duration::ZERO,
    }
}

const NO_OVERLAP: &str = "calls of one WASI 0.2 client cannot overlap";

/// Checks in which a subject may compute without end before no more are run: each costs seconds of real time.
const RUNAWAYS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(survives: impl FnOnce() -> bool, word: Option<&str>) {
        assert_eq!(smoke(survives).as_ref().map(Outcome::name), word);
    }

    #[test]
    fn a_run_is_as_good_as_its_first_call() {
        check(|| true, None);
        check(|| false, Some("skipped"));
        check(|| panic!("a mistake of the suite"), Some("error"));
    }
}
