//! The outcome of one requirement, as the one element that readers count.

use super::element::Element;
use super::{brief, explanation, text};
use crate::core::outcome::{Broken, Outcome};
use crate::report::{Judgement, Report};

/// `failure`, `error` or `skipped`; `None` for a pass and a warning.
///
/// A broken requirement is a failure. An error is what build servers call a test that did not come to its end: the host
/// stopped the subject, the suite broke, or something kept a requirement that counts from being judged.
pub(super) fn outcome(report: &Report, judgement: &Judgement) -> Option<Element> {
    if let Some(reason) = judgement.expectation.as_ref().filter(|_| judgement.is_known()) {
        return Some(skipped(&format!("known: {reason}")));
    }
    let (name, kind, message) = match &judgement.outcome {
        Outcome::Pass | Outcome::Warning(_) => return None,
        Outcome::Inconclusive(reason) if !judgement.is_open() => {
            return Some(skipped(&format!("inconclusive: {reason}")));
        }
        Outcome::NotApplicable(reason) => return Some(skipped(&format!("not applicable: {reason}"))),
        Outcome::Skipped(reason) => return Some(skipped(reason.as_str())),
        Outcome::Fail(broken) if is_stopped(broken.actual.as_str()) => {
            ("error", "stopped".into(), difference(judgement, broken))
        }
        Outcome::Fail(broken) => {
            let level = judgement.requirement.level.to_string().to_lowercase();
            ("failure", level, difference(judgement, broken))
        }
        Outcome::Error(reason) => ("error", "not-judged".into(), reason.to_string()),
        Outcome::Inconclusive(reason) => ("error", "inconclusive".into(), reason.to_string()),
    };
    let element = Element::of_text(name, &explanation(report, judgement));
    Some(element.with("message", brief(&message)).with("type", kind))
}

/// The reason stands twice: some readers show the attribute and others the text.
fn skipped(reason: &str) -> Element {
    Element::of_text("skipped", text(reason)).with("message", brief(reason))
}

/// The rule, and the first line that differs.
fn difference(judgement: &Judgement, Broken { expected, actual }: &Broken) -> String {
    let (expected, actual) = (expected.as_str(), actual.as_str());
    let mut lines = expected.lines().zip(actual.lines());
    let (wanted, came) = lines.find(|(wanted, came)| wanted != came).unwrap_or((expected, actual));
    format!("{}: {came} instead of {wanted}", judgement.requirement.sentence)
}

/// Whether one of these acts ended because the host stopped the subject.
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
    fn a_subject_that_traps_or_never_ends_was_stopped() {
        check("stop: the component computed without end", true);
        check("1      fetch token#1, stop: the component broke off", true);
        check("1      deliver 200\n2-3    20 x stop: there is no client any more", true);
    }

    #[test]
    fn a_subject_that_answers_wrongly_was_not_stopped() {
        check("1      fetch token#1, send token#1 (200), deliver 200", false);
        check("1      fail: a peer that says stop: now", false);
    }
}
