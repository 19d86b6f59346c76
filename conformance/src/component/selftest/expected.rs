//! The subjects of the selftest, and the results that `expected.toml` states for each.

use std::sync::LazyLock;

use scaikey_reference::{Build, Defect, Style};
use serde::Deserialize;

use super::hostile;
use crate::component::subject::{LoadError, Subject};
use crate::core::requirement::Requirement;
use crate::core::selection::Pattern;

/// What a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The clean reference in one of its styles: it may miss some SHOULDs, and no MUST.
    Style,
    /// The reference with a defect.
    Defect,
    /// A broken component.
    Component,
}

/// One subject and its expected result.
pub(super) struct Case {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) expected: Expected,
    pub(super) subject: Box<dyn Fn() -> Result<Subject, LoadError> + Send + Sync>,
}

/// The expected result of one subject.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    name: String,
    /// Requirements that must be red.
    #[serde(default)]
    pub(super) must: Vec<String>,
    /// Patterns of requirements that may be red besides.
    #[serde(default)]
    may: Vec<String>,
    /// A part of the error, if the subject cannot be loaded.
    pub(super) refused: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    style: Vec<Expected>,
    defect: Vec<Expected>,
    component: Vec<Expected>,
}

impl Expected {
    /// Whether a requirement may be red.
    pub(super) fn allows(&self, requirement: &Requirement) -> bool {
        let named = |text: &String| text.parse::<Pattern>().is_ok_and(|pattern| pattern.names(requirement));
        self.must.contains(&requirement.id) || self.may.iter().any(named)
    }

    /// Whether it names this requirement by its id, not by a pattern.
    pub(super) fn names(&self, requirement: &Requirement) -> bool {
        self.must.contains(&requirement.id) || self.may.contains(&requirement.id)
    }
}

/// All subjects: the clean reference in each style, its defects, the broken components.
pub(super) fn cases() -> Vec<Case> {
    let styles = Style::ALL.iter().map(|style| {
        let build = Build { style: *style, defect: None };
        let summary = "Keeps the contract.".into();
        case(Kind::Style, style.name(), summary, move || Ok(Subject::reference(build)))
    });
    let defects = Defect::ALL.iter().map(|defect| {
        let build = Build { defect: Some(*defect), ..Build::default() };
        case(Kind::Defect, defect.name(), defect.summary().into(), move || Ok(Subject::reference(build)))
    });
    let components = hostile::ALL
        .iter()
        .map(|broken| case(Kind::Component, broken.name, broken.summary(), || broken.subject()));
    styles.chain(defects).chain(components).collect()
}

fn case(
    kind: Kind,
    name: &str,
    summary: String,
    subject: impl Fn() -> Result<Subject, LoadError> + Send + Sync + 'static,
) -> Case {
    let known = match kind {
        Kind::Style => &EXPECTED.style,
        Kind::Defect => &EXPECTED.defect,
        Kind::Component => &EXPECTED.component,
    };
    let expected = known.iter().find(|expected| expected.name == name).cloned().unwrap_or_default();
    Case { kind, name: name.into(), summary, expected, subject: Box::new(subject) }
}

static EXPECTED: LazyLock<File> = LazyLock::new(|| {
    toml::from_str(include_str!("expected.toml")).expect("a test reads the file before anybody else")
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::requirement::Level;
    use crate::core::requirements;

    #[test]
    fn each_subject_has_an_expected_result_and_each_result_a_subject() {
        let expected: Vec<_> = [&EXPECTED.style, &EXPECTED.defect, &EXPECTED.component]
            .into_iter()
            .flatten()
            .map(|expected| &expected.name)
            .collect();
        let subjects: Vec<_> = cases().into_iter().map(|case| case.name).collect();
        assert_eq!(expected, subjects.iter().collect::<Vec<_>>());
    }

    #[test]
    fn expected_results_name_requirements() {
        for expected in [&EXPECTED.style, &EXPECTED.defect, &EXPECTED.component].into_iter().flatten() {
            for id in &expected.must {
                assert!(requirements::find(id).is_some(), "{}: {id}", expected.name);
            }
            for pattern in &expected.may {
                assert!(pattern.parse::<Pattern>().is_ok(), "{}: {pattern}", expected.name);
            }
        }
    }

    #[test]
    fn no_style_misses_a_must() {
        for expected in &EXPECTED.style {
            let missed = requirements::component().filter(|requirement| expected.allows(requirement));
            let musts: Vec<_> = missed.filter(|requirement| requirement.level == Level::Must).collect();
            assert!(musts.is_empty(), "{}: {musts:?}", expected.name);
        }
    }

    #[test]
    fn each_defect_must_be_found() {
        for expected in [&EXPECTED.defect, &EXPECTED.component].into_iter().flatten() {
            assert!(!expected.must.is_empty() || expected.refused.is_some(), "{}", expected.name);
        }
    }
}
