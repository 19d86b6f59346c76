//! Which checks are to run.

use std::fmt;
use std::ops::RangeInclusive;

use crate::requirements;

/// Requirements, by id or by the beginning of their ids, and the seeds of random schedules. By default all requirements,
/// and always the same 200 seeds.
#[derive(Clone, Debug)]
pub struct Selection {
    patterns: Vec<String>,
    pub(crate) seeds: RangeInclusive<u64>,
    pub(crate) strict: bool,
}

/// An id that no requirement has.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownRequirement(pub String);

impl Selection {
    /// Selects what any of the patterns names: a whole id, or a beginning followed by `*`. No pattern selects all.
    /// Fails if an id without `*` is unknown.
    pub fn new(patterns: Vec<String>) -> Result<Self, UnknownRequirement> {
        let unknown = |pattern: &&String| !pattern.ends_with('*') && requirements::find(pattern).is_none();
        match patterns.iter().find(unknown) {
            Some(id) => Err(UnknownRequirement(id.clone())),
            None => Ok(Self { patterns, ..Self::default() }),
        }
    }

    /// Selects the seeds of the schedules that a simulation plays.
    pub fn seeds(self, seeds: RangeInclusive<u64>) -> Self {
        Self { seeds, ..self }
    }

    /// Holds the subject to what it only should keep, as if it must.
    pub fn strict(self) -> Self {
        Self { strict: true, ..self }
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.patterns.is_empty()
            || self.patterns.iter().any(|pattern| match pattern.strip_suffix('*') {
                Some(beginning) => id.starts_with(beginning),
                None => id == pattern,
            })
    }
}

impl Default for Selection {
    fn default() -> Self {
        Self { patterns: Vec::new(), seeds: 0..=199, strict: false }
    }
}

impl fmt::Display for UnknownRequirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no requirement is called {:?}: `cargo conformance list` shows them all", self.0)
    }
}

impl std::error::Error for UnknownRequirement {}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "retry.once-after-401";

    #[track_caller]
    fn check(patterns: &[&str], selects: bool) {
        let patterns = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        assert_eq!(Selection::new(patterns).unwrap().contains(ID), selects);
    }

    #[test]
    fn a_pattern_is_an_id_or_its_beginning() {
        check(&[], true);
        check(&["*"], true);
        check(&["retry.*"], true);
        check(&[ID], true);
        check(&["window.*"], false);
        check(&["window.*", ID], true);
        check(&["nothing.*"], false);
    }

    #[test]
    fn an_unknown_id_is_an_error() {
        let unknown = Selection::new(vec!["retry.once".into()]).unwrap_err();
        assert_eq!(unknown, UnknownRequirement("retry.once".into()));
    }
}
