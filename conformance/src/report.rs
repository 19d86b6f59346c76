//! What a run found out.

mod human;
mod palette;

use crate::outcome::Outcome;
use crate::requirement::Requirement;

pub use palette::Palette;

/// The judgements of one run on one subject. Free of secrets.
#[derive(Debug)]
pub struct Report {
    /// What the subject is called.
    pub subject: String,
    /// One for each check that ran, in the order of the registry.
    pub judgements: Vec<Judgement>,
}

/// What one check found out.
#[derive(Debug)]
pub struct Judgement {
    /// What was judged.
    pub requirement: &'static Requirement,
    /// How it was judged.
    pub outcome: Outcome,
    /// What happened, one line for each event, with virtual times.
    pub timeline: Vec<String>,
    /// The seed of the random schedule that was judged, if one was.
    pub seed: Option<u64>,
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
    /// Checks in which the suite itself broke.
    pub error: usize,
    /// Checks that did not run.
    pub skip: usize,
}

/// The judgement on the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// Every check passed, or warned of what only should be kept.
    Conformant,
    /// A check failed.
    Nonconformant,
    /// The suite broke, or skipped a check without a failure to blame: the run says nothing.
    Undecided,
    /// No check was selected.
    Empty,
}

impl Report {
    /// How many judgements there are of each kind.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for judgement in &self.judgements {
            match judgement.outcome {
                Outcome::Pass => counts.pass += 1,
                Outcome::Warning(_) => counts.warning += 1,
                Outcome::Fail(_) => counts.fail += 1,
                Outcome::Error(_) => counts.error += 1,
                Outcome::Skip(_) => counts.skip += 1,
            }
        }
        counts
    }

    /// The judgement on the whole.
    pub fn conclusion(&self) -> Conclusion {
        match self.counts() {
            Counts { error: 1.., .. } => Conclusion::Undecided,
            Counts { fail: 1.., .. } => Conclusion::Nonconformant,
            Counts { skip: 1.., .. } => Conclusion::Undecided,
            Counts { pass: 0, warning: 0, .. } => Conclusion::Empty,
            Counts { .. } => Conclusion::Conformant,
        }
    }
}

#[cfg(test)]
mod tests;
