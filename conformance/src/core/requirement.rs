//! A requirement: one sentence, its level and its source.

use std::fmt;

use serde::Deserialize;

/// One rule that a subject keeps or breaks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Requirement {
    /// Dotted name, `area.rule`. It never changes and is never given to another rule.
    pub id: String,
    /// How binding the rule is.
    pub level: Level,
    /// Which set of rules it belongs to.
    pub profile: Profile,
    /// Version of the suite that brought it.
    pub since: String,
    /// The rule, in one sentence.
    pub sentence: String,
    /// Where it comes from: a section of ScaiKey's tutorial, another page of its documentation, a section of an RFC, the
    /// text of the interface, or `derived: ` and the reason.
    pub source: String,
    /// What its check needs.
    #[serde(default)]
    pub needs: Vec<Need>,
}

/// How binding a requirement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Level {
    /// ScaiKey or an RFC demands it, or safety, termination or integrity depend on it.
    Must,
    /// The interface promises more than ScaiKey demands. Not keeping it is a warning, unless the judge is strict.
    Should,
    /// The documents are silent: the report says what the subject does, and it never counts against it.
    Observe,
}

/// Sets of requirements: of components the first three, of deployments the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// What any service that follows the tutorial depends on.
    Core,
    /// Hostile peers, unusual answers and broken clocks.
    Hardened,
    /// Overlapping calls.
    Concurrent,
    /// Ordinary requests. They leave ordinary entries in the audit log.
    Safe,
    /// Requests that are refused: they may raise an alarm, or count towards a lockout.
    Noisy,
    /// Requests after a token has expired, which takes its lifetime.
    Slow,
    /// Many requests in a row.
    Load,
}

/// A need of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// Virtual time.
    Time,
    /// Injected transport faults that sockets cannot have.
    Faults,
    /// An application of a tenant.
    Tenant,
    /// An application of the platform.
    Platform,
    /// A base URL with `https`.
    Tls,
    /// Clients that ask for scopes.
    Scopes,
    /// Two calls of one client at once.
    Overlap,
}

impl Requirement {
    /// The first part of the id: the chapter that the rule belongs to.
    pub fn area(&self) -> &str {
        self.id.split_once('.').map_or(&self.id, |(area, _)| area)
    }

    /// Whether it is watched in every check, and judged by no check of its own.
    pub fn is_invariant(&self) -> bool {
        self.area() == "always"
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Must => "MUST",
            Self::Should => "SHOULD",
            Self::Observe => "OBSERVE",
        })
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Core => "core",
            Self::Hardened => "hardened",
            Self::Concurrent => "concurrent",
            Self::Safe => "safe",
            Self::Noisy => "noisy",
            Self::Slow => "slow",
            Self::Load => "load",
        })
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Time => "time",
            Self::Faults => "faults",
            Self::Tenant => "tenant",
            Self::Platform => "platform",
            Self::Tls => "tls",
            Self::Scopes => "scopes",
            Self::Overlap => "overlap",
        })
    }
}
