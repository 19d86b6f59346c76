//! What came of one requirement, as the one element that readers count.

use quick_junit::{NonSuccessKind, TestCaseStatus};

use super::{brief, explanation, text};
use crate::core::outcome::{Broken, Outcome};
use crate::report::{Judgement, Report};

/// A broken requirement is a failure. A subject that had to be stopped is an error, as is a suite that broke, and
/// whatever kept a requirement that counts from being judged: that is what build servers call a test that did not come
/// to its end.
pub(super) fn status(report: &Report, judgement: &Judgement) -> TestCaseStatus {
    if let Some(reason) = judgement.expectation.as_ref().filter(|_| judgement.is_known()) {
        return skipped(&format!("known: {reason}"));
    }
    let (kind, name, message) = match &judgement.outcome {
        Outcome::Pass | Outcome::Warning(_) => return TestCaseStatus::success(),
        Outcome::Inconclusive(reason) if !judgement.is_open() => {
            return skipped(&format!("inconclusive: {reason}"));
        }
        Outcome::NotApplicable(reason) => return skipped(&format!("not applicable: {reason}")),
        Outcome::Skipped(reason) => return skipped(reason.as_str()),
        Outcome::Fail(broken) if is_stopped(broken.actual.as_str()) => {
            (NonSuccessKind::Error, "stopped".into(), difference(judgement, broken))
        }
        Outcome::Fail(broken) => {
            let level = judgement.requirement.level.to_string().to_lowercase();
            (NonSuccessKind::Failure, level, difference(judgement, broken))
        }
        Outcome::Error(reason) => (NonSuccessKind::Error, "not-judged".into(), reason.to_string()),
        Outcome::Inconclusive(reason) => (NonSuccessKind::Error, "inconclusive".into(), reason.to_string()),
    };
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(name).set_message(brief(&message));
    status.set_description(explanation(report, judgement));
    status
}

/// The reason stands twice, since some readers show the attribute and others the text.
fn skipped(reason: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(brief(reason)).set_description(text(reason));
    status
}

/// The rule, and the first line that differs.
fn difference(judgement: &Judgement, Broken { expected, actual }: &Broken) -> String {
    let (expected, actual) = (expected.as_str(), actual.as_str());
    let mut lines = expected.lines().zip(actual.lines());
    let (wanted, came) = lines.find(|(wanted, came)| wanted != came).unwrap_or((expected, actual));
    format!("{}: {came} instead of {wanted}", judgement.requirement.sentence)
}

/// Whether one of these acts ended with a subject that trapped or ran away.
fn is_stopped(actual: &str) -> bool {
    let counts = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | 'x');
    let mut acts = actual.lines().flat_map(|line| line.split(", "));
    acts.any(|act| act.trim_start_matches(counts).starts_with("stop: "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(actual: &str, expected: bool) {
        assert_eq!(is_stopped(actual), expected, "{actual}");
    }

    #[test]
    fn a_subject_that_traps_or_runs_away_was_stopped() {
        check("stop: the component computed without end", true);
        check("1      fetch token#1, stop: the component broke off", true);
        check("1      deliver 200\n2-3    20 x stop: there is no client any more", true);
    }

    #[test]
    fn a_subject_that_does_the_wrong_thing_was_not() {
        check("1      fetch token#1, send token#1 (200), deliver 200", false);
        check("1      fail: a peer that says stop: now", false);
    }
}
