//! A judgement as JSON.

use serde::Serialize;

use super::evidence::{Evidence, nanoseconds};
use super::requirement::Requirement;
use crate::core::outcome::Outcome;
use crate::core::redaction::Redacted;
use crate::report;

#[derive(Serialize)]
pub(super) struct Judgement<'a> {
    #[serde(flatten)]
    requirement: Requirement,
    outcome: &'static str,
    reason: Option<&'a Redacted>,
    expected: Option<&'a Redacted>,
    actual: Option<&'a Redacted>,
    observed: Option<&'a Redacted>,
    expectation: Option<&'a Redacted>,
    seen_in: &'static str,
    seed: Option<String>,
    repeat: Redacted,
    took: Option<String>,
    evidence: Evidence<'a>,
}

impl<'a> Judgement<'a> {
    pub(super) fn new(report: &report::Report, judgement: &'a report::Judgement) -> Self {
        let (reason, broken) = match &judgement.outcome {
            Outcome::Pass => (None, None),
            Outcome::Warning(broken) | Outcome::Fail(broken) => (None, Some(broken)),
            Outcome::Error(reason)
            | Outcome::Inconclusive(reason)
            | Outcome::NotApplicable(reason)
            | Outcome::Skipped(reason) => (Some(reason), None),
        };
        Self {
            requirement: judgement.requirement.into(),
            outcome: judgement.word(),
            reason,
            expected: broken.map(|broken| &broken.expected),
            actual: broken.map(|broken| &broken.actual),
            observed: judgement.observed.as_ref(),
            expectation: judgement.expectation.as_ref(),
            seen_in: &judgement.seen_in.id,
            seed: judgement.seed.map(|seed| seed.to_string()),
            repeat: report.repeat(judgement),
            took: report.time.map(|_| nanoseconds(judgement.took)),
            evidence: Evidence::from(&judgement.evidence),
        }
    }
}
