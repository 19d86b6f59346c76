//! What a run found out.

mod annotations;
mod conclusion;
pub(crate) mod destination;
mod exit_code;
mod format;
mod html;
pub(crate) mod human;
pub(crate) mod json;
mod junit;
pub(crate) mod line;
mod palette;
mod repeat;
mod settings;
mod summary;
mod unfit;
mod wording;

use std::time::Duration;

use crate::core::evidence::Evidence;
use crate::core::outcome::Outcome;
use crate::core::redaction::Redacted;
use crate::core::requirement::{Level, Requirement};

pub use conclusion::{Conclusion, Counts};
pub use palette::Palette;
pub use settings::{Means, Settings};

/// The judgements of one run on one subject. Free of secrets.
#[derive(Debug)]
pub struct Report {
    /// What was judged.
    pub subject: Identity,
    /// How it was judged.
    pub settings: Settings,
    /// One for each requirement of the registry, in its order.
    pub judgements: Vec<Judgement>,
    /// Expectations that name nothing that was judged, each with its reason.
    pub unmatched: Vec<Redacted>,
    /// When the run began, since 1970, and how long it took; `None` in a run that is to be reproducible.
    pub time: Option<(Duration, Duration)>,
}

/// What was judged.
#[derive(Clone, Debug)]
pub struct Identity {
    /// What it is called.
    pub name: Redacted,
    /// SHA-256 of its bytes in hexadecimal, if it has any.
    pub digest: Option<String>,
    /// What begins the command that repeats the run.
    pub command: Redacted,
}

/// What was found out about one requirement.
#[derive(Debug)]
pub struct Judgement {
    /// What was judged.
    pub requirement: &'static Requirement,
    /// How it was judged.
    pub outcome: Outcome,
    /// Why a failure was expected, if it was. A failure that was expected does not count, a pass does.
    pub expectation: Option<Redacted>,
    /// What the subject does where the documents are silent.
    pub observed: Option<Redacted>,
    /// Whose check shows it: that of the requirement itself, or of the first that saw something broken which holds in
    /// every check.
    pub seen_in: &'static Requirement,
    /// What happened.
    pub evidence: Evidence,
    /// The seed of the random schedule that was judged, if one was.
    pub seed: Option<u64>,
    /// How long the check took; zero in a run that is to be reproducible.
    pub took: Duration,
}

impl Judgement {
    /// The outcome in one word: its name, or `known` for a failure that was expected.
    pub fn word(&self) -> &'static str {
        if self.is_known() { "known" } else { self.outcome.name() }
    }

    /// Whether it is a failure that was expected.
    pub fn is_known(&self) -> bool {
        self.expectation.is_some() && matches!(self.outcome, Outcome::Fail(_))
    }

    /// Whether it is about what can be broken, and something kept it from being seen.
    pub(crate) fn is_open(&self) -> bool {
        self.requirement.level != Level::Observe && matches!(self.outcome, Outcome::Inconclusive(_))
    }
}

#[cfg(test)]
mod canaries;
#[cfg(test)]
mod everywhere;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
