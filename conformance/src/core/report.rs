//! The report of one run as data. The module `report` of this crate writes it in its formats.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::core::evidence::Evidence;
use crate::core::outcome::Outcome;
use crate::core::redaction::Redacted;
use crate::core::requirement::{Level, Profile, Requirement};

/// The judgements of one run on one subject. Free of secrets.
#[derive(Debug)]
pub struct Report {
    /// What was judged.
    pub subject: Identity,
    /// How it was judged.
    pub settings: Settings,
    /// One for each requirement of the registry, in its order.
    pub judgements: Vec<Judgement>,
    /// Expectations that match no judged requirement, each with its reason.
    pub unmatched: Vec<Redacted>,
    /// When the run began, since 1970, and how long it took; `None` in a reproducible run.
    pub time: Option<(Duration, Duration)>,
}

/// What was judged.
#[derive(Clone, Debug)]
pub struct Identity {
    /// What it is called.
    pub name: Redacted,
    /// SHA-256 of its bytes in hexadecimal, if it has any.
    pub digest: Option<String>,
    /// The beginning of the command that repeats the run.
    pub command: Redacted,
}

/// The result of one requirement.
#[derive(Debug)]
pub struct Judgement {
    /// What was judged.
    pub requirement: &'static Requirement,
    /// How it was judged.
    pub outcome: Outcome,
    /// Why a failure was expected, if it was. An expected failure does not count, an unexpected pass does.
    pub expectation: Option<Redacted>,
    /// What the subject does where the documents are silent.
    pub observed: Option<Redacted>,
    /// The requirement whose check shows it: this one, or for an invariant the first in whose check it was broken.
    pub seen_in: &'static Requirement,
    /// What happened.
    pub evidence: Evidence,
    /// The seed of the random schedule that was judged, if one was.
    pub seed: Option<u64>,
    /// How long the check took; zero in a reproducible run.
    pub took: Duration,
}

/// How a subject was judged.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether a SHOULD counts as a MUST.
    pub strict: bool,
    /// By which means.
    pub means: Means,
}

/// By which means a subject was judged, which depends on what it is.
#[derive(Clone, Debug)]
pub enum Means {
    /// A component, in a harness.
    Component {
        /// `virtual` or `wire`.
        transport: &'static str,
        /// The random schedules that were played.
        seeds: RangeInclusive<u64>,
    },
    /// A deployment, by requests to it.
    Deployment {
        /// `platform` or `tenant`.
        surface: &'static str,
        /// The profiles besides [`Profile::Safe`].
        allowed: Vec<Profile>,
        /// Requests that were permitted.
        budget: usize,
        /// Requests that were sent, repeated ones included.
        sent: usize,
        /// Requests that were repeated, after the network or a gateway had failed or the deployment had asked to wait.
        repeated: usize,
    },
}

impl Judgement {
    /// A judgement that nothing was recorded for.
    pub(crate) fn without_evidence(requirement: &'static Requirement, outcome: Outcome) -> Self {
        Self {
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

    /// The outcome in one word: its name, or `known` for a failure that was expected.
    pub fn word(&self) -> &'static str {
        if self.is_known() { "known" } else { self.outcome.name() }
    }

    /// Whether it is a failure that was expected.
    pub fn is_known(&self) -> bool {
        self.expectation.is_some() && matches!(self.outcome, Outcome::Fail(_))
    }

    /// Whether it is inconclusive and about a requirement that can be broken.
    pub(crate) fn is_open(&self) -> bool {
        self.requirement.level != Level::Observe && matches!(self.outcome, Outcome::Inconclusive(_))
    }
}
