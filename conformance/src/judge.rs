//! Runs the selected checks, each in a world of its own.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use scaikey_host::{Clocks, SystemClocks};

use crate::application::PLATFORM;
use crate::capabilities::Capabilities;
use crate::checks::{self, Check};
use crate::evidence::Evidence;
use crate::expectations::Expectations;
use crate::invariants;
use crate::outcome::{Broken, Outcome};
use crate::report::{Judgement, Report, Settings};
use crate::requirement::{Level, Need, Requirement};
use crate::requirements::{self, SURVIVAL};
use crate::selection::Selection;
use crate::subject::Subject;
use crate::transport::Transport;
use crate::world::World;

/// How a subject is to be judged. The default judges everything, with 200 random schedules.
#[derive(Clone, Debug)]
pub struct Run {
    /// Over which transport.
    pub transport: Transport,
    /// By which requirements.
    pub selection: Selection,
    /// What the subject is declared to be able to.
    pub capabilities: Capabilities,
    /// What is known to fail.
    pub expectations: Expectations,
    /// The random schedules to play.
    pub seeds: RangeInclusive<u64>,
    /// Whether what only should be kept counts as if it must.
    pub strict: bool,
    /// Whether the first failure ends the run.
    pub fail_fast: bool,
    /// Whether the report leaves out what differs between two runs of the same: all times of the real clock.
    pub reproducible: bool,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            transport: Transport::default(),
            selection: Selection::default(),
            capabilities: Capabilities::default(),
            expectations: Expectations::default(),
            seeds: 0..=199,
            strict: false,
            fail_fast: false,
            reproducible: false,
        }
    }
}

/// Judges a subject. Whatever the subject does, the run ends and the report is complete.
///
/// A subject that does not survive a single call is judged by that alone, selected or not: the rest would only say the
/// same again, a hundred times slower.
pub fn judge(subject: &Subject, run: &Run) -> Report {
    let began = (SystemClocks.wall(), SystemClocks.monotonic());
    let mut court = Court { subject, run, violations: HashMap::new(), watched: 0, stopped: None };
    if !survives(subject, run.transport) {
        court.stopped = Some(format!("pointless without {SURVIVAL}"));
    }
    let mut judgements: Vec<_> = requirements::all().map(|requirement| court.judge(requirement)).collect();
    for judgement in &mut judgements {
        run.expectations.mark(judgement);
    }
    let time = (!run.reproducible).then(|| (began.0, SystemClocks.monotonic() - began.1));
    let settings = Settings { transport: run.transport.name(), strict: run.strict, seeds: run.seeds.clone() };
    Report { subject: subject.identity(), settings, judgements, time }
}

/// One run under way.
struct Court<'a> {
    subject: &'a Subject,
    run: &'a Run,
    /// What holds in every check and was broken, as the first check saw it.
    violations: HashMap<&'static str, Violation>,
    /// How many checks were watched for that.
    watched: usize,
    /// Why no further check runs.
    stopped: Option<String>,
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
    /// Judges one requirement. Those that hold in every check come last in the registry, when all checks are over.
    fn judge(&mut self, requirement: &'static Requirement) -> Judgement {
        if invariants::is_invariant(&requirement.id) {
            return self.sum_up(requirement);
        }
        if let Some(outcome) = self.barred(requirement) {
            return unseen(requirement, outcome);
        }
        let Some(check) = checks::of(requirement) else {
            return unseen(requirement, Outcome::Error("no check judges this requirement".into()));
        };
        // A panic is a mistake of the suite, never of the subject. It costs one check, not the report.
        let judgement = catch_unwind(AssertUnwindSafe(|| self.hear(requirement, check)))
            .unwrap_or_else(|_| unseen(requirement, Outcome::Error("the check panicked".into())));
        if self.run.fail_fast && matches!(judgement.outcome, Outcome::Fail(_)) {
            self.stopped = Some(format!("the run ended with the failure of {}", requirement.id));
        }
        judgement
    }

    /// Why a requirement is not judged.
    fn barred(&self, requirement: &Requirement) -> Option<Outcome> {
        for need in &requirement.needs {
            match (need, self.run.capabilities.declared(*need)) {
                (Need::Overlap, Some(true)) if !self.subject.overlaps() => {
                    let expected = "calls of one client that overlap, as declared".into();
                    return Some(Outcome::Fail(Broken { expected, actual: NO_OVERLAP.into() }));
                }
                (Need::Overlap, _) if !self.subject.overlaps() => {
                    return Some(Outcome::NotApplicable(NO_OVERLAP.into()));
                }
                _ if let Some(reason) = self.run.transport.lacks(*need) => return Some(skipped(reason)),
                (_, Some(false)) => return Some(skipped(&format!("declared to lack: {need}"))),
                _ => {}
            }
        }
        match &self.stopped {
            Some(_) if requirement.id == SURVIVAL => None,
            _ if !self.run.selection.contains(requirement) => Some(skipped("not selected")),
            stopped => stopped.as_deref().map(skipped),
        }
    }

    fn hear(&mut self, requirement: &'static Requirement, check: &Check) -> Judgement {
        let began = SystemClocks.monotonic();
        let mut world = match World::new(self.subject, check.application, self.run.transport) {
            Ok(world) => world,
            Err(error) => {
                let text = format!("no runtime for the check: {error}");
                return unseen(requirement, Outcome::Error(text.as_str().into()));
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

fn survives(subject: &Subject, transport: Transport) -> bool {
    World::new(subject, &PLATFORM, transport).is_ok_and(|mut world| {
        world.get();
        world.survived().is_ok()
    })
}

fn skipped(reason: &str) -> Outcome {
    Outcome::Skipped(reason.into())
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
