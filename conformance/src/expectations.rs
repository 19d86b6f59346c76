//! Failures that somebody knows of.

use serde::Deserialize;

use crate::outcome::{Broken, Outcome};
use crate::redaction::Redacted;
use crate::report::Judgement;
use crate::selection::Pattern;

/// What somebody expects to fail, and why: a TOML file of tables such as
///
/// ```toml
/// [[expectation]]
/// requirement = "fault.gate-*"
/// reason = "the gate is planned for 2.0"
/// ```
#[derive(Clone, Debug, Default)]
pub struct Expectations(Vec<(Pattern, Redacted)>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    expectation: Vec<Expectation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expectation {
    requirement: String,
    reason: String,
}

impl Expectations {
    /// Reads a file. Fails with one line if it is malformed, names no requirement, or gives no reason.
    pub fn read(text: &str) -> Result<Self, String> {
        let file: File =
            toml::from_str(text).map_err(|error| error.message().lines().collect::<Vec<_>>().join(" "))?;
        let read = |Expectation { requirement, reason }: Expectation| {
            if reason.trim().is_empty() {
                return Err(format!("the expectation of {requirement:?} has no reason"));
            }
            let pattern = requirement.parse().map_err(|error| format!("{error}"))?;
            Ok((pattern, Redacted::from(reason.as_str())))
        };
        file.expectation.into_iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    /// Marks what was expected to fail. What passed instead has failed. An error of the suite, and what was not
    /// judged, is neither.
    pub(crate) fn mark(&self, judgement: &mut Judgement) {
        let mut known = self.0.iter().filter(|(pattern, _)| pattern.names(judgement.requirement));
        let Some((_, reason)) = known.next() else { return };
        match judgement.outcome {
            Outcome::Fail(_) | Outcome::Warning(_) => judgement.expectation = Some(reason.clone()),
            Outcome::Pass => {
                let expected = format!("a failure, since {reason}");
                let actual = "a pass: take it out of the expectations".into();
                judgement.outcome = Outcome::Fail(Broken { expected: expected.as_str().into(), actual });
            }
            Outcome::Error(_) | Outcome::NotApplicable(_) | Outcome::Skipped(_) => {}
        }
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
}
