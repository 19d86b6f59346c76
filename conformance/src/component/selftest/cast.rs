//! Who is judged: `cast.toml` says what must come of each.

use std::sync::LazyLock;

use scaikey_reference::{Build, Defect, Style};
use serde::Deserialize;

use super::hostile;
use super::matrix::Kind;
use crate::component::subject::{Subject, Unfit};
use crate::core::requirement::Requirement;
use crate::core::selection::Pattern;

/// One subject, and what must come of it.
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) demand: Demand,
    pub(super) subject: Box<dyn Fn() -> Result<Subject, Unfit> + Send + Sync>,
}

/// What the judge must find.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Demand {
    name: String,
    /// Requirements that must be red.
    #[serde(default)]
    pub(super) must: Vec<String>,
    /// Patterns of requirements that may be red besides.
    #[serde(default)]
    may: Vec<String>,
    /// What the judge must say if it cannot even load the subject.
    pub(super) refused: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cast {
    style: Vec<Demand>,
    defect: Vec<Demand>,
    component: Vec<Demand>,
}

impl Demand {
    /// Whether a requirement may be red.
    pub(super) fn allows(&self, requirement: &Requirement) -> bool {
        let named = |text: &String| text.parse::<Pattern>().is_ok_and(|pattern| pattern.names(requirement));
        self.must.contains(&requirement.id) || self.may.iter().any(named)
    }

    /// Whether it names this very requirement, and not some of which it is one.
    pub(super) fn names(&self, requirement: &Requirement) -> bool {
        self.must.contains(&requirement.id) || self.may.contains(&requirement.id)
    }
}

/// Everybody: the clean reference in each style, its defects, the broken components.
pub(super) fn cast() -> Vec<Part> {
    let styles = Style::ALL.iter().map(|style| {
        let build = Build { style: *style, defect: None };
        let summary = "Keeps the contract.".into();
        part(Kind::Style, style.name(), summary, move || Ok(Subject::reference(build)))
    });
    let defects = Defect::ALL.iter().map(|defect| {
        let build = Build { defect: Some(*defect), ..Build::default() };
        part(Kind::Defect, defect.name(), defect.summary().into(), move || Ok(Subject::reference(build)))
    });
    let components = hostile::ALL
        .iter()
        .map(|broken| part(Kind::Component, broken.name, broken.summary(), || broken.subject()));
    styles.chain(defects).chain(components).collect()
}

fn part(
    kind: Kind,
    name: &str,
    summary: String,
    subject: impl Fn() -> Result<Subject, Unfit> + Send + Sync + 'static,
) -> Part {
    let demands = match kind {
        Kind::Style => &CAST.style,
        Kind::Defect => &CAST.defect,
        Kind::Component => &CAST.component,
    };
    let demand = demands.iter().find(|demand| demand.name == name).cloned().unwrap_or_default();
    Part { kind, name: name.into(), summary, demand, subject: Box::new(subject) }
}

static CAST: LazyLock<Cast> = LazyLock::new(|| {
    toml::from_str(include_str!("cast.toml")).expect("a test reads the cast before anybody else")
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::requirement::Level;
    use crate::core::requirements;

    #[test]
    fn everybody_has_a_demand_and_every_demand_somebody() {
        let demanded: Vec<_> = [&CAST.style, &CAST.defect, &CAST.component]
            .into_iter()
            .flatten()
            .map(|demand| &demand.name)
            .collect();
        let played: Vec<_> = cast().into_iter().map(|part| part.name).collect();
        assert_eq!(demanded, played.iter().collect::<Vec<_>>());
    }

    #[test]
    fn demands_name_requirements() {
        for demand in [&CAST.style, &CAST.defect, &CAST.component].into_iter().flatten() {
            for id in &demand.must {
                assert!(requirements::find(id).is_some(), "{}: {id}", demand.name);
            }
            for pattern in &demand.may {
                assert!(pattern.parse::<Pattern>().is_ok(), "{}: {pattern}", demand.name);
            }
        }
    }

    #[test]
    fn no_style_misses_a_must() {
        for demand in &CAST.style {
            let missed = requirements::component().filter(|requirement| demand.allows(requirement));
            let musts: Vec<_> = missed.filter(|requirement| requirement.level == Level::Must).collect();
            assert!(musts.is_empty(), "{}: {musts:?}", demand.name);
        }
    }

    #[test]
    fn each_defect_must_be_found() {
        for demand in [&CAST.defect, &CAST.component].into_iter().flatten() {
            assert!(!demand.must.is_empty() || demand.refused.is_some(), "{}", demand.name);
        }
    }
}
