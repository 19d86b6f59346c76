//! The outcome of one requirement.

use crate::core::redaction::Redacted;

/// The outcome of one requirement. Its texts are [`Redacted`] in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome<T = Redacted> {
    /// The subject kept the requirement.
    Pass,
    /// The subject broke it, and only should have kept it.
    Warning(Broken<T>),
    /// The subject broke it.
    Fail(Broken<T>),
    /// The suite itself broke, so nothing is known about the subject. The text says how.
    Error(T),
    /// What stands between suite and subject kept it from being seen: a network, a gateway, a limit of requests. The
    /// text says what. It is never a success, and judging again may help.
    Inconclusive(T),
    /// It cannot be judged for this subject. The text says why. It never counts against a run.
    NotApplicable(T),
    /// The check did not run. The text says why.
    Skipped(T),
}

/// What a check wanted to see and what it saw instead; both may have several lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken<T = Redacted> {
    /// What a conformant subject would have done.
    pub expected: T,
    /// What this one did.
    pub actual: T,
}

impl<T> Outcome<T> {
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

    /// The same outcome with each text converted.
    pub(crate) fn map<U>(&self, text: impl Fn(&T) -> U) -> Outcome<U> {
        match self {
            Self::Pass => Outcome::Pass,
            Self::Warning(broken) => Outcome::Warning(broken.map(text)),
            Self::Fail(broken) => Outcome::Fail(broken.map(text)),
            Self::Error(reason) => Outcome::Error(text(reason)),
            Self::Inconclusive(reason) => Outcome::Inconclusive(text(reason)),
            Self::NotApplicable(reason) => Outcome::NotApplicable(text(reason)),
            Self::Skipped(reason) => Outcome::Skipped(text(reason)),
        }
    }
}

impl<T> Broken<T> {
    /// The same difference with each text converted.
    pub(crate) fn map<U>(&self, text: impl Fn(&T) -> U) -> Broken<U> {
        Broken { expected: text(&self.expected), actual: text(&self.actual) }
    }
}
