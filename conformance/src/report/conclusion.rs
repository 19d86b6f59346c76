//! What all judgements of a run come to.

use super::{Judgement, Report};
use crate::core::outcome::Outcome;
use crate::core::requirement::Level;

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
    /// Requirements that something between suite and subject kept from being judged.
    pub inconclusive: usize,
    /// Requirements that this world cannot judge.
    pub not_applicable: usize,
    /// Checks that did not run.
    pub skipped: usize,
}

/// The judgement on the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// Every MUST that this world can judge, in a strict run every SHOULD too, was judged, and was kept or failed as
    /// expected.
    Conformant,
    /// A check failed, or one passed that was expected to fail, or an expectation names nothing that was judged.
    Nonconformant,
    /// The suite broke; or nothing is known to be broken, but something between suite and subject kept a requirement that
    /// counts from being judged, or all of them.
    Undecided,
    /// A MUST was skipped, in a strict run a SHOULD, or random schedules were left out: what ran was kept, but that is
    /// not the whole contract.
    Partial,
    /// No check ran.
    Empty,
}

impl Conclusion {
    /// What the command exits with: 0 conformant, 1 nonconformant, 3 undecided (something could not be judged), 4 partial
    /// or nothing ran. (2 is a wrong command line, or a file that cannot be read or written.)
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Conformant => 0,
            Self::Nonconformant => 1,
            Self::Undecided => 3,
            Self::Partial | Self::Empty => 4,
        }
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
                Outcome::Inconclusive(_) => &mut counts.inconclusive,
                Outcome::NotApplicable(_) => &mut counts.not_applicable,
                Outcome::Skipped(_) => &mut counts.skipped,
            };
            *count += 1;
        }
        counts
    }

    /// The judgement on the whole.
    pub fn conclusion(&self) -> Conclusion {
        let is_blank = !self.judgements.iter().any(is_judged);
        match self.counts() {
            Counts { error: 1.., .. } => Conclusion::Undecided,
            Counts { fail: 1.., .. } => Conclusion::Nonconformant,
            // An expectation may only have been kept from being met: that comes before what it is blamed for.
            _ if self.judgements.iter().any(Judgement::is_open) => Conclusion::Undecided,
            _ if !self.unmatched.is_empty() => Conclusion::Nonconformant,
            Counts { inconclusive: 1.., .. } if is_blank => Conclusion::Undecided,
            _ if is_blank => Conclusion::Empty,
            _ if self.missing() > 0 || !self.settings.play_all_schedules() => Conclusion::Partial,
            _ => Conclusion::Conformant,
        }
    }

    /// How many requirements were skipped that count.
    pub(super) fn missing(&self) -> usize {
        let counts = |level| level == Level::Must || (level == Level::Should && self.settings.strict);
        let skipped =
            self.judgements.iter().filter(|judgement| matches!(judgement.outcome, Outcome::Skipped(_)));
        let wanted =
            skipped.map(|judgement| judgement.requirement).filter(|known| self.settings.cover(known));
        wanted.filter(|requirement| counts(requirement.level)).count()
    }
}

/// Whether a check of its own shows how it is with it. What holds in every check has none.
fn is_judged(judgement: &Judgement) -> bool {
    match judgement.outcome {
        Outcome::Inconclusive(_) | Outcome::NotApplicable(_) | Outcome::Skipped(_) => false,
        Outcome::Pass | Outcome::Warning(_) | Outcome::Fail(_) | Outcome::Error(_) => {
            !judgement.requirement.is_invariant()
        }
    }
}

#[cfg(test)]
mod tests;
