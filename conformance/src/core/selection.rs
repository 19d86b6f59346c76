//! The selection of requirements.

use std::fmt;
use std::str::FromStr;

use crate::core::requirement::Requirement;
use crate::core::requirements;

/// The requirements of a run: those that any `include` matches, or all if there is none, without those that any `exclude`
/// matches.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// What to judge.
    pub include: Vec<Pattern>,
    /// What not to judge.
    pub exclude: Vec<Pattern>,
}

/// A pattern for requirements: an id in which `*` matches any text, or `area:`, `level:` or `profile:` and a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    part: Part,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Id,
    Area,
    Level,
    Profile,
}

/// A pattern that matches no requirement.
#[derive(Debug, PartialEq, Eq)]
pub struct UnknownRequirement(String);

impl Selection {
    /// Whether a requirement is to be judged.
    pub(crate) fn contains(&self, requirement: &Requirement) -> bool {
        let included = self.include.is_empty() || self.include.iter().any(|known| known.names(requirement));
        included && !self.excludes(requirement)
    }

    /// Whether a requirement is named as not to be judged.
    pub(crate) fn excludes(&self, requirement: &Requirement) -> bool {
        self.exclude.iter().any(|pattern| pattern.names(requirement))
    }
}

impl Pattern {
    /// Whether it names a requirement.
    pub(crate) fn names(&self, requirement: &Requirement) -> bool {
        match self.part {
            Part::Id => fits(&self.text, &requirement.id),
            Part::Area => self.text == requirement.area(),
            Part::Level => self.text.eq_ignore_ascii_case(&requirement.level.to_string()),
            Part::Profile => self.text == requirement.profile.to_string(),
        }
    }
}

/// Fails on a pattern that matches no requirement.
impl FromStr for Pattern {
    type Err = UnknownRequirement;

    fn from_str(text: &str) -> Result<Self, UnknownRequirement> {
        let (part, word) = match text.split_once(':') {
            Some(("area", word)) => (Part::Area, word),
            Some(("level", word)) => (Part::Level, word),
            Some(("profile", word)) => (Part::Profile, word),
            _ => (Part::Id, text),
        };
        let pattern = Self { part, text: word.to_owned() };
        if requirements::all().any(|requirement| pattern.names(requirement)) {
            return Ok(pattern);
        }
        Err(UnknownRequirement(text.to_owned()))
    }
}

/// Whether a text matches a pattern with `*`.
fn fits(pattern: &str, text: &str) -> bool {
    let Some((beginning, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(text) = text.strip_prefix(beginning) else { return false };
    (0..=text.len()).any(|skipped| text.is_char_boundary(skipped) && fits(rest, &text[skipped..]))
}

/// As it is written.
impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = match self.part {
            Part::Id => "",
            Part::Area => "area:",
            Part::Level => "level:",
            Part::Profile => "profile:",
        };
        write!(f, "{part}{}", self.text)
    }
}

impl fmt::Display for UnknownRequirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no requirement is called {:?}: `list` shows them all", self.0)
    }
}

impl std::error::Error for UnknownRequirement {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(include: &[&str], exclude: &[&str], selects: bool) {
        let patterns =
            |texts: &[&str]| texts.iter().map(|text| text.parse()).collect::<Result<_, _>>().expect("known");
        let selection = Selection { include: patterns(include), exclude: patterns(exclude) };
        let requirement = requirements::find("retry.once-after-401").expect("it is there");
        assert_eq!(selection.contains(requirement), selects);
    }

    #[test]
    fn a_pattern_is_an_id_in_which_a_star_stands_for_anything() {
        check(&[], &[], true);
        check(&["*"], &[], true);
        check(&["retry.*"], &[], true);
        check(&["*401"], &[], true);
        check(&["r*y.*-after-*"], &[], true);
        check(&["retry.once-after-401"], &[], true);
        check(&["window.*"], &[], false);
        check(&["window.*", "retry.once-after-401"], &[], true);
    }

    #[test]
    fn a_pattern_names_an_area_a_level_or_a_profile() {
        check(&["area:retry"], &[], true);
        check(&["area:window"], &[], false);
        check(&["level:must"], &[], true);
        check(&["level:MUST"], &[], true);
        check(&["level:should"], &[], false);
        check(&["profile:core"], &[], true);
    }

    #[test]
    fn a_pattern_is_shown_as_it_is_written() {
        for text in ["retry.*", "area:retry", "level:must", "profile:core"] {
            assert_eq!(text.parse::<Pattern>().expect("known").to_string(), text);
        }
    }

    #[test]
    fn what_is_excluded_is_not_selected() {
        check(&[], &["retry.*"], false);
        check(&["retry.*"], &["level:must"], false);
        check(&["retry.*"], &["level:should"], true);
    }

    #[test]
    fn a_pattern_that_names_nothing_is_an_error() {
        for text in ["retry.once", "nothing.*", "area:nothing", "level:may", "profile:live", ""] {
            assert_eq!(text.parse::<Pattern>(), Err(UnknownRequirement(text.into())));
        }
    }
}
