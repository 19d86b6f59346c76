//! The results of a run, before and after their redaction.

use std::time::Duration;

use crate::core::evidence::Evidence;
use crate::core::outcome::Outcome;
use crate::core::redaction::{Redacted, Redaction, Text};
use crate::core::report::Judgement;
use crate::core::requirement::Requirement;

/// Why no further check runs.
pub(crate) struct Stop {
    /// The requirement that is judged all the same, since it shows the reason.
    pub(crate) prerequisite: Option<&'static str>,
    pub(crate) reason: String,
    /// The outcome of all other requirements.
    pub(super) outcome: Outcome<Text>,
}

/// The results of one run, not yet fit to be printed.
pub(crate) struct Results<R> {
    pub(super) results: Vec<RequirementResult<R>>,
    /// Expectations that match no judged requirement, each with its reason.
    pub(crate) unmatched: Vec<Redacted>,
    pub(crate) stop: Option<Stop>,
}

/// The result of one requirement, not yet fit to be printed.
pub(super) struct RequirementResult<R> {
    pub(super) requirement: &'static Requirement,
    pub(super) outcome: Outcome<Text>,
    pub(super) expectation: Option<Redacted>,
    pub(super) observed: Option<Text>,
    pub(super) seen_in: &'static Requirement,
    pub(super) recording: Option<R>,
    pub(super) seed: Option<u64>,
    pub(super) took: Duration,
}

impl Stop {
    /// Every further requirement is skipped for this reason.
    pub(super) fn skipping(reason: String) -> Self {
        Self { prerequisite: None, outcome: skipped(&reason), reason }
    }
}

impl<R> RequirementResult<R> {
    /// The result of a requirement whose check did not run.
    pub(super) fn unchecked(requirement: &'static Requirement, outcome: Outcome<Text>) -> Self {
        Self {
            requirement,
            outcome,
            expectation: None,
            observed: None,
            seen_in: requirement,
            recording: None,
            seed: None,
            took: Duration::ZERO,
        }
    }
}

impl<R> Results<R> {
    /// The results, fit to be printed. `printed` gives the redaction and the evidence of a recording.
    pub(crate) fn judgements<'a>(
        &'a self,
        printed: impl Fn(&'a R) -> (&'a Redaction, Evidence),
    ) -> Vec<Judgement> {
        let judgement = |result: &'a RequirementResult<R>| {
            let printed = result.recording.as_ref().map(&printed);
            let (redaction, evidence) = printed
                .map_or((None, Evidence::default()), |(redaction, evidence)| (Some(redaction), evidence));
            let text = |text: &Text| text.redacted(redaction);
            Judgement {
                requirement: result.requirement,
                outcome: result.outcome.map(text),
                expectation: result.expectation.clone(),
                observed: result.observed.as_ref().map(text),
                seen_in: result.seen_in,
                evidence,
                seed: result.seed,
                took: result.took,
            }
        };
        self.results.iter().map(judgement).collect()
    }
}

/// An outcome in words of the suite.
pub(super) fn skipped(reason: &str) -> Outcome<Text> {
    Outcome::Skipped(Text::own(reason))
}
