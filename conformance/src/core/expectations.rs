//! Expected failures.

use serde::Deserialize;

use crate::core::outcome::{Broken, Outcome};
use crate::core::redaction::{Redacted, Text};
use crate::core::requirement::{Level, Requirement};
use crate::core::requirements;
use crate::core::selection::Pattern;

/// What somebody expects to fail, and why: a TOML file of tables such as
///
/// ```toml
/// [[expectation]]
/// requirement = "fault.gate-*"
/// reason = "the gate is planned for 2.0"
/// ```
///
/// Of several that name a requirement, the first counts. One that matches no judged requirement fails the run.
#[derive(Clone, Debug, Default)]
pub struct Expectations(Vec<Expectation>);

#[derive(Clone, Debug)]
struct Expectation {
    pattern: Pattern,
    reason: Redacted,
    /// Whether a judged requirement matches it.
    met: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    expectation: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    requirement: String,
    reason: String,
}

impl Expectations {
    /// Reads a file. Fails with one line if it is malformed, names no requirement that can fail, or gives no reason.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: File =
            toml::from_str(text).map_err(|error| error.message().lines().collect::<Vec<_>>().join(" "))?;
        file.expectation.into_iter().map(Expectation::try_from).collect::<Result<_, _>>().map(Self)
    }

    /// Gives the reason why an outcome was expected to be a failure, if it is one. An unexpected pass becomes a failure.
    /// Errors of the suite and what was not judged stay as they are, and match nothing.
    pub(crate) fn mark(
        &mut self,
        requirement: &Requirement,
        outcome: &mut Outcome<Text>,
    ) -> Option<Redacted> {
        let known = self.0.iter_mut().find(|known| known.names(requirement))?;
        let reason = match outcome {
            Outcome::Fail(_) | Outcome::Warning(_) => Some(known.reason.clone()),
            Outcome::Pass => {
                let expected = Text::own(&format!("a failure, since {}", known.reason));
                let actual = Text::own("a pass: take it out of the expectations");
                *outcome = Outcome::Fail(Broken { expected, actual });
                None
            }
            Outcome::Error(_)
            | Outcome::Inconclusive(_)
            | Outcome::NotApplicable(_)
            | Outcome::Skipped(_) => return None,
        };
        known.met = true;
        reason
    }

    /// Those that marked nothing, each with its reason.
    pub(crate) fn unmatched(&self) -> Vec<Redacted> {
        let unmet = self.0.iter().filter(|known| !known.met);
        let text = |Expectation { pattern, reason, .. }: &Expectation| format!("{pattern}: {reason}");
        unmet.map(|known| Redacted::of_the_suite(&text(known))).collect()
    }
}

impl Expectation {
    /// Whether it expects a requirement to fail: one of level OBSERVE cannot.
    fn names(&self, requirement: &Requirement) -> bool {
        requirement.level != Level::Observe && self.pattern.names(requirement)
    }
}

impl TryFrom<Entry> for Expectation {
    type Error = String;

    fn try_from(Entry { requirement, reason }: Entry) -> Result<Self, String> {
        if reason.trim().is_empty() {
            return Err(format!("the expectation of {requirement:?} has no reason"));
        }
        let pattern = requirement.parse().map_err(|error| format!("{error}"))?;
        let expectation = Self { pattern, reason: Redacted::of_the_suite(&reason), met: false };
        if !requirements::all().any(|requirement| expectation.names(requirement)) {
            return Err(format!("what {requirement:?} names cannot fail: take out the expectation"));
        }
        Ok(expectation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, complaint: &str) {
        let error = Expectations::read(text).expect_err("it is wrong");
        assert!(error.contains(complaint) && !error.contains('\n'), "{error}");
    }

    #[test]
    fn an_expectation_names_a_requirement_and_a_reason() {
        let text = "[[expectation]]\nrequirement = \"retry.*\"\nreason = \"known\"\n";
        assert_eq!(Expectations::read(text).expect("it is well-formed").0.len(), 1);
        check("[[expectation]]\nrequirement = \"retry.*\"\n", "reason");
        check("[[expectation]]\nrequirement = \"retry.*\"\nreason = \" \"\n", "has no reason");
        check("[[expectation]]\nrequirement = \"retri.*\"\nreason = \"x\"\n", "no requirement is called");
        check("[[expectations]]\n", "expectations");
    }

    #[test]
    fn observe_requirements_cannot_be_expected_to_fail() {
        for pattern in ["input.byte-order-mark", "level:observe"] {
            check(&entry(pattern, "x"), "cannot fail: take out the expectation");
        }
        marks(&["input.*"], "input.byte-order-mark", Outcome::Pass, "pass", &["input.*: 1"]);
    }

    /// What the expectations with these patterns make of an outcome, and which of them it leaves unmatched.
    #[track_caller]
    fn marks(patterns: &[&str], id: &str, mut outcome: Outcome<Text>, word: &str, unmatched: &[&str]) {
        let entries = patterns.iter().zip(1..).map(|(pattern, number)| entry(pattern, &number.to_string()));
        let mut expectations =
            Expectations::read(&entries.collect::<String>()).expect("they are well-formed");
        let requirement = requirements::find(id).expect("a known id");
        let is_known = expectations.mark(requirement, &mut outcome).is_some();
        assert_eq!(if is_known { "known" } else { outcome.name() }, word);
        let left = expectations.unmatched();
        assert_eq!(left.iter().map(Redacted::as_str).collect::<Vec<_>>(), unmatched);
    }

    #[test]
    fn the_first_expectation_that_names_what_was_judged_is_met() {
        let fail = || Outcome::Fail(Broken { expected: Text::own(""), actual: Text::own("") });
        let (both, id) = (["retry.*", "retry.discard"], "retry.discard");
        marks(&both, id, fail(), "known", &["retry.discard: 2"]);
        marks(&both, id, Outcome::Pass, "fail", &["retry.discard: 2"]);
        marks(&both, "reuse.own-token", fail(), "fail", &["retry.*: 1", "retry.discard: 2"]);
        for (outcome, word) in [
            (Outcome::Skipped(Text::own("not selected")), "skipped"),
            (Outcome::NotApplicable(Text::own("no overlap")), "not-applicable"),
            (Outcome::Error(Text::own("no runtime")), "error"),
        ] {
            marks(&[id], id, outcome, word, &["retry.discard: 1"]);
        }
    }

    fn entry(requirement: &str, reason: &str) -> String {
        format!("[[expectation]]\nrequirement = {requirement:?}\nreason = {reason:?}\n")
    }
}
