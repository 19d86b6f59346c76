//! What came of one check.

/// The judgement on one requirement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The subject kept the requirement.
    Pass,
    /// The subject broke it.
    Fail(Difference),
    /// The subject broke it, and only should have kept it.
    Warning(Difference),
    /// The suite itself broke, so nothing is known about the subject. The text says how.
    Error(String),
    /// The check did not run. The text says why.
    Skip(String),
}

/// What a check wanted to see and what it saw instead; both may have several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What a conformant subject would have done.
    pub expected: String,
    /// What this one did.
    pub actual: String,
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

impl From<Verdict> for Outcome {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Ok(()) => Self::Pass,
            Err(difference) => Self::Fail(difference),
        }
    }
}
