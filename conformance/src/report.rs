//! What a run found out.

mod annotations;
pub(crate) mod destination;
mod draft;
mod exit_code;
mod format;
mod html;
pub(crate) mod human;
pub(crate) mod json;
mod junit;
pub(crate) mod line;
mod palette;
mod repeat;
mod summary;
mod unfit;
mod wording;

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::evidence::Evidence;
use crate::invariants;
use crate::outcome::Outcome;
use crate::redaction::Redacted;
use crate::requirement::{Level, Requirement};

pub use palette::Palette;

/// The judgements of one run on one subject. Free of secrets.
#[derive(Debug)]
pub struct Report {
    /// What was judged.
    pub subject: Identity,
    /// How it was judged.
    pub settings: Settings,
    /// One for each requirement of the registry, in its order.
    pub judgements: Vec<Judgement>,
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

/// How it was judged.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `virtual` or `wire`.
    pub transport: &'static str,
    /// Whether a SHOULD counts as a MUST.
    pub strict: bool,
    /// The random schedules that were played.
    pub seeds: RangeInclusive<u64>,
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

/// How many judgements there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requirements that were kept.
    pub pass: usize,
    /// Requirements that were broken, but only should have been kept.
    pub warning: usize,
    /// Requirements that were broken.
    pub fail: usize,
    /// Requirements that were broken, as expected.
    pub known: usize,
    /// Checks in which the suite itself broke.
    pub error: usize,
    /// Requirements that this world cannot judge.
    pub not_applicable: usize,
    /// Checks that did not run.
    pub skipped: usize,
}

/// The judgement on the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// Every MUST that this world can judge was kept, or failed as expected.
    Conformant,
    /// A check failed, or one passed that was expected to fail.
    Nonconformant,
    /// The suite broke: the run says nothing.
    Undecided,
    /// A MUST was skipped: what ran was kept, but that is not the whole contract.
    Partial,
    /// No check ran.
    Empty,
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
}

impl Report {
    /// How many judgements there are of each kind.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for judgement in &self.judgements {
            let count = match judgement.outcome {
                Outcome::Pass => &mut counts.pass,
                Outcome::Warning(_) => &mut counts.warning,
                Outcome::Fail(_) if judgement.is_known() => &mut counts.known,
                Outcome::Fail(_) => &mut counts.fail,
                Outcome::Error(_) => &mut counts.error,
                Outcome::NotApplicable(_) => &mut counts.not_applicable,
                Outcome::Skipped(_) => &mut counts.skipped,
            };
            *count += 1;
        }
        counts
    }

    /// The judgement on the whole.
    pub fn conclusion(&self) -> Conclusion {
        match self.counts() {
            Counts { error: 1.., .. } => Conclusion::Undecided,
            Counts { fail: 1.., .. } => Conclusion::Nonconformant,
            _ if !self.judgements.iter().any(is_judged) => Conclusion::Empty,
            _ if self.judgements.iter().any(is_skipped_must) => Conclusion::Partial,
            _ => Conclusion::Conformant,
        }
    }
}

/// Whether a check of its own was run for it. What holds in every check has none.
fn is_judged(judgement: &Judgement) -> bool {
    let ran = !matches!(judgement.outcome, Outcome::NotApplicable(_) | Outcome::Skipped(_));
    ran && !invariants::is_invariant(&judgement.requirement.id)
}

fn is_skipped_must(judgement: &Judgement) -> bool {
    judgement.requirement.level == Level::Must && matches!(judgement.outcome, Outcome::Skipped(_))
}

#[cfg(test)]
mod canaries;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
