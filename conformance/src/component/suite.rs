//! The suite for components: each check in a harness of its own.

use std::rc::Rc;
use std::time::Duration;

use scaikey_host::{Clocks, SystemClocks};

use crate::component::application::PLATFORM;
use crate::component::checks;
use crate::component::harness::Harness;
use crate::component::options::ComponentOptions;
use crate::component::subject::Subject;
use crate::core::evidence::Evidence;
use crate::core::outcome::Outcome;
use crate::core::redaction::{Redacted, Redaction};
use crate::core::report::{Identity, Judgement, Report};
use crate::core::requirement::{Need, Requirement};
use crate::core::requirements;
use crate::core::runner::{self, Checked, Inapplicable, Suite};
use crate::core::verdict::{NotPassed, broken};

/// Judges a subject. Whatever the subject does, the run ends and the report is complete.
///
/// A subject that does not survive a single call is judged by that alone, selected or not: the other checks would repeat
/// it, each in seconds.
pub fn judge(subject: &Subject, options: &ComponentOptions) -> Report {
    let began = (SystemClocks.wall(), SystemClocks.monotonic());
    let mut suite = ComponentSuite { subject, options, runaways: 0 };
    let results = runner::run(&mut suite, &options.run);
    Report {
        subject: subject.identity(),
        settings: options.into(),
        judgements: results
            .judgements(|recording: &Rc<Recording>| (&recording.redaction, recording.evidence.clone())),
        unmatched: results.unmatched,
        time: (!options.reproducible).then(|| (began.0, SystemClocks.monotonic() - began.1)),
    }
}

/// The report on a component that cannot be loaded, so that an older report is not taken for it.
pub(crate) fn report_unloadable(subject: Identity, options: &ComponentOptions, reason: &str) -> Report {
    let reason = Redacted::of_the_suite(reason);
    let judgements = requirements::component().map(|requirement| {
        let reason = reason.clone();
        let outcome =
            if requirement.id == SURVIVAL { Outcome::Error(reason) } else { Outcome::Skipped(reason) };
        Judgement::without_evidence(requirement, outcome)
    });
    Report {
        subject,
        settings: options.into(),
        judgements: judgements.collect(),
        unmatched: Vec::new(),
        time: None,
    }
}

struct ComponentSuite<'a> {
    subject: &'a Subject,
    options: &'a ComponentOptions,
    /// In how many checks the subject computed without end.
    runaways: usize,
}

/// What a check recorded. It is redacted at once: the secrets of a check are its own.
struct Recording {
    redaction: Redaction,
    evidence: Evidence,
}

impl Suite for ComponentSuite<'_> {
    type Recording = Rc<Recording>;

    fn requirements(&self) -> Vec<&'static Requirement> {
        requirements::component().collect()
    }

    fn preflight(&mut self) -> Result<(), (&'static str, NotPassed)> {
        let survives = Harness::new(self.subject, &PLATFORM, self.options.transport).map_or_else(
            |error| broken("a runtime", error.to_string()),
            |mut harness| {
                harness.get();
                harness.survived()
            },
        );
        survives.map_err(|reason| (SURVIVAL, reason))
    }

    fn inapplicable(&self, requirement: &Requirement) -> Option<Inapplicable> {
        let is_impossible = requirement.needs.contains(&Need::Overlap) && !self.subject.overlaps();
        let is_claimed = self.options.capabilities.declared(Need::Overlap) == Some(true);
        let claim = is_claimed.then_some("calls of one client that overlap, as declared");
        is_impossible.then_some(Inapplicable { reason: NO_OVERLAP, claim })
    }

    fn unmet_need(&self, requirement: &Requirement) -> Option<String> {
        requirement.needs.iter().find_map(|need| match self.options.transport.lacks(*need) {
            Some(reason) => Some(reason.to_owned()),
            None if self.options.capabilities.declared(*need) == Some(false) => {
                Some(format!("declared to lack: {need}"))
            }
            None => None,
        })
    }

    fn check(&mut self, requirement: &'static Requirement) -> Result<Checked<Rc<Recording>>, String> {
        let check = checks::of(requirement).ok_or("no check judges this requirement")?;
        let mut harness = Harness::new(self.subject, check.application, self.options.transport)
            .map_err(|error| format!("no runtime for the check: {error}"))?;
        harness.seeds = self.options.seeds.clone();
        let verdict = (check.run)(&mut harness);
        let (redaction, evidence) = (harness.redaction(), harness.evidence());
        self.runaways += usize::from(harness.ran_away());
        Ok(Checked {
            verdict,
            observed: harness.observed.take(),
            seed: harness.seed,
            recording: Rc::new(Recording { redaction, evidence }),
            violations: harness.violations(),
            stop: (self.runaways == RUNAWAYS).then_some("the component computed without end in three checks"),
        })
    }

    fn monotonic(&self) -> Duration {
        if self.options.reproducible { Duration::ZERO } else { SystemClocks.monotonic() }
    }
}

/// No other check can judge a subject that breaks this one.
const SURVIVAL: &str = "world.survives-a-call";

const NO_OVERLAP: &str = "calls of one WASI 0.2 client cannot overlap";

/// Checks in which a subject may compute without end before the run stops: each costs seconds of real time.
const RUNAWAYS: usize = 3;
