//! What a subject is held to: one sentence, how binding it is, and who says so.

use std::fmt;

/// One rule that a subject keeps or breaks.
#[derive(Debug)]
#[non_exhaustive]
pub struct Requirement {
    /// Dotted name, `area.rule`. It never changes and is never given to another rule.
    pub id: &'static str,
    /// How binding the rule is.
    pub level: Level,
    /// The rule, in one sentence.
    pub sentence: &'static str,
    /// Where it comes from: a section of ScaiKey's tutorial, a section of an RFC, the text of the interface, or
    /// `derived: ` and the reason.
    pub source: &'static str,
}

/// How binding a requirement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// ScaiKey or an RFC demands it, or safety, termination or integrity depend on it.
    Must,
    /// The interface promises more than ScaiKey demands. Not keeping it is a warning, unless the judge is strict.
    Should,
}

impl Requirement {
    /// The first part of the id: the chapter that the rule belongs to.
    pub fn area(&self) -> &'static str {
        self.id.split_once('.').map_or(self.id, |(area, _)| area)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Must => "MUST",
            Self::Should => "SHOULD",
        })
    }
}

pub(crate) const fn must(id: &'static str, sentence: &'static str, source: &'static str) -> Requirement {
    Requirement { id, level: Level::Must, sentence, source }
}

pub(crate) const fn should(id: &'static str, sentence: &'static str, source: &'static str) -> Requirement {
    Requirement { id, level: Level::Should, sentence, source }
}
