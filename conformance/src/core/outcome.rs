//! What came of one check.

use crate::core::redaction::Redacted;

/// The judgement on one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The subject kept the requirement.
    Pass,
    /// The subject broke it, and only should have kept it.
    Warning(Broken),
    /// The subject broke it.
    Fail(Broken),
    /// The suite itself broke, so nothing is known about the subject. The text says how.
    Error(Redacted),
    /// What stands between suite and subject kept it from being seen: a network, a gateway, a limit of requests. The
    /// text says what. It is never a success, and judging again may help.
    Inconclusive(Redacted),
    /// The world of this subject cannot show whether it is kept. The text says why. It never counts against a run.
    NotApplicable(Redacted),
    /// The check did not run. The text says why.
    Skipped(Redacted),
}

/// What a check wanted to see and what it saw instead, ready to be printed; both may have several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What a conformant subject would have done.
    pub expected: Redacted,
    /// What this one did.
    pub actual: Redacted,
}

/// The same as a check finds it, secrets and all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) expected: String,
    pub(crate) actual: String,
}

/// What a check concludes.
pub(crate) type Verdict = Result<(), Difference>;

/// Passes if both texts are the same.
pub(crate) fn same(expected: impl Into<String>, actual: impl Into<String>) -> Verdict {
    let (expected, actual) = (expected.into(), actual.into());
    if expected == actual {
        return Ok(());
    }
    Err(Difference { expected, actual })
}

impl Outcome {
    /// One word, the same in every report.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Warning(_) => "warning",
            Self::Fail(_) => "fail",
            Self::Error(_) => "error",
            Self::Inconclusive(_) => "inconclusive",
            Self::NotApplicable(_) => "not-applicable",
            Self::Skipped(_) => "skipped",
        }
    }
}
