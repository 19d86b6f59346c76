//! The conclusion of a run, from all its judgements.

use super::{Judgement, Report};
use crate::core::outcome::Outcome;
use crate::core::requirement::Level;

/// The number of judgements of each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requirements that the subject keeps.
    pub pass: usize,
    /// Requirements of level SHOULD that the subject breaks, in a run that is not strict.
    pub warning: usize,
    /// Requirements that the subject breaks.
    pub fail: usize,
    /// Requirements that the subject breaks as expected.
    pub known: usize,
    /// Checks that failed by a defect of the suite.
    pub error: usize,
    /// Requirements that could not be judged because of a network, a gateway or a request limit.
    pub inconclusive: usize,
    /// Requirements that do not apply to the subject.
    pub not_applicable: usize,
    /// Checks that did not run.
    pub skipped: usize,
}

/// The conclusion of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// The subject keeps every MUST that applies to it, in a strict run every SHOULD too, or breaks it as expected.
    Conformant,
    /// A check failed, one passed that was expected to fail, or an expectation names nothing that was judged.
    Nonconformant,
    /// A check failed by a defect of the suite. Or no check failed, but a requirement that counts is inconclusive, or
    /// all are.
    Undecided,
    /// No check failed, but a MUST (in a strict run a SHOULD) or random schedules were skipped.
    Partial,
    /// No check ran.
    Empty,
}

impl Conclusion {
    /// The exit code of the command: 0 conformant, 1 nonconformant, 3 undecided, 4 partial or nothing ran. (2 is for
    /// a wrong command line, or a file that cannot be read or written.)
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
    /// The number of judgements of each outcome.
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

    /// The conclusion of the run.
    pub fn conclusion(&self) -> Conclusion {
        let is_blank = !self.judgements.iter().any(is_judged);
        match self.counts() {
            Counts { error: 1.., .. } => Conclusion::Undecided,
            Counts { fail: 1.., .. } => Conclusion::Nonconformant,
            // An inconclusive requirement may be the one that an unmatched expectation names.
            _ if self.judgements.iter().any(Judgement::is_open) => Conclusion::Undecided,
            _ if !self.unmatched.is_empty() => Conclusion::Nonconformant,
            Counts { inconclusive: 1.., .. } if is_blank => Conclusion::Undecided,
            _ if is_blank => Conclusion::Empty,
            _ if self.missing() > 0 || !self.settings.play_all_schedules() => Conclusion::Partial,
            _ => Conclusion::Conformant,
        }
    }

    /// The number of skipped requirements that count.
    pub(super) fn missing(&self) -> usize {
        let counts = |level| level == Level::Must || (level == Level::Should && self.settings.strict);
        let skipped =
            self.judgements.iter().filter(|judgement| matches!(judgement.outcome, Outcome::Skipped(_)));
        let wanted =
            skipped.map(|judgement| judgement.requirement).filter(|known| self.settings.cover(known));
        wanted.filter(|requirement| counts(requirement.level)).count()
    }
}

/// Whether a check of its own judged the requirement. An invariant has none.
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
