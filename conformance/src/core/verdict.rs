//! What a check concludes.

use crate::core::outcome::Broken;

/// What a check concludes, or what a step of it gives: an `Err` ends the check.
pub(crate) type Verdict<T = ()> = Result<T, NotPassed>;

/// What a check wanted to see and what it saw instead, secrets and all.
pub(crate) type Difference = Broken<String>;

/// Why a check does not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotPassed {
    /// The subject breaks the requirement.
    Broken(Difference),
    /// Something between suite and subject kept it from being seen. The text says what.
    Inconclusive(String),
    /// It cannot be judged for this subject. The text says why.
    NotApplicable(String),
    /// It cannot be judged without the requirement of this id.
    PrerequisiteFailed(&'static str),
    /// The run was interrupted.
    Interrupted,
}

/// Fails with a difference.
pub(crate) fn broken<T>(expected: impl Into<String>, actual: impl Into<String>) -> Verdict<T> {
    Err(NotPassed::Broken(Difference { expected: expected.into(), actual: actual.into() }))
}

/// Passes if both texts are the same.
pub(crate) fn same(expected: impl Into<String>, actual: impl Into<String>) -> Verdict {
    let (expected, actual) = (expected.into(), actual.into());
    if expected == actual { Ok(()) } else { broken(expected, actual) }
}

/// Passes if a condition holds.
pub(crate) fn holds(condition: bool, expected: impl Into<String>, actual: impl Into<String>) -> Verdict {
    if condition { Ok(()) } else { broken(expected, actual) }
}

#[cfg(test)]
impl NotPassed {
    /// What was wanted and what was seen instead.
    pub(crate) fn difference(&self) -> &Difference {
        match self {
            Self::Broken(difference) => difference,
            other => panic!("no difference: {other:?}"),
        }
    }
}
