//! The registry: the requirements on components in `requirements.toml`, and those on deployments in `deployment.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::core::requirement::Requirement;

/// Every requirement on components, grouped by area.
pub fn component() -> impl Iterator<Item = &'static Requirement> {
    COMPONENT.requirement.iter()
}

/// Every requirement on deployments, grouped by area.
pub fn deployment() -> impl Iterator<Item = &'static Requirement> {
    DEPLOYMENT.requirement.iter()
}

/// Every requirement. No two have the same id, and no area is in both registries.
pub fn all() -> impl Iterator<Item = &'static Requirement> {
    component().chain(deployment())
}

/// The requirement of this id.
pub fn find(id: &str) -> Option<&'static Requirement> {
    all().find(|requirement| requirement.id == id)
}

/// What an area is about, in a few words.
pub fn about(area: &str) -> &'static str {
    let mut areas = COMPONENT.area.iter().chain(&DEPLOYMENT.area);
    areas.find(|known| known.name == area).map_or("", |known| &known.about)
}

/// The file of the repository that names a requirement, and the line of it, counted from 1.
pub(crate) fn place(requirement: &Requirement) -> (&'static str, usize) {
    let named = format!("id = \"{}\"", requirement.id);
    let found = FILES.iter().find_map(|(file, text)| {
        let line = text.lines().position(|line| line == named)?;
        Some((*file, line + 1))
    });
    found.expect("it was read from one of them")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Registry {
    area: Vec<Area>,
    requirement: Vec<Requirement>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    name: String,
    about: String,
}

static COMPONENT: LazyLock<Registry> = LazyLock::new(|| read(FILES[0].1));
static DEPLOYMENT: LazyLock<Registry> = LazyLock::new(|| read(FILES[1].1));

fn read(text: &str) -> Registry {
    toml::from_str(text).expect("a test reads the registry before anybody else")
}

/// Where they stand in the repository, and what stands there.
const FILES: [(&str, &str); 2] = [
    ("conformance/requirements.toml", include_str!("../../requirements.toml")),
    ("conformance/deployment.toml", include_str!("../../deployment.toml")),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_are_unique_and_dotted() {
        let mut seen = HashSet::new();
        for Requirement { id, .. } in all() {
            assert!(seen.insert(id), "{id} stands twice");
            let words: Vec<_> = id.split('.').collect();
            assert_eq!(words.len(), 2, "{id}");
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(words.iter().all(|word| word.chars().all(plain)), "{id}");
        }
    }

    #[test]
    fn each_requirement_is_named_in_a_line_of_its_own() {
        for requirement in all() {
            let (file, line) = place(requirement);
            let (_, text) = FILES.iter().find(|(known, _)| *known == file).expect("one of them");
            let named = text.lines().nth(line - 1).unwrap_or_default();
            assert_eq!(named, format!("id = \"{}\"", requirement.id));
        }
    }

    #[test]
    fn each_area_stands_together_in_the_order_of_the_areas() {
        let requirements: Vec<_> = all().collect();
        let runs = requirements.chunk_by(|a, b| a.area() == b.area());
        let areas: Vec<_> = runs.map(|run| run[0].area()).collect();
        let known = COMPONENT.area.iter().chain(&DEPLOYMENT.area);
        let known: Vec<_> = known.map(|area| area.name.as_str()).collect();
        assert_eq!(areas, known);
    }

    #[test]
    fn each_requirement_is_one_sentence_with_a_source() {
        for Requirement { id, sentence, source, .. } in all() {
            assert!(sentence.starts_with(char::is_uppercase) && !sentence.ends_with('.'), "{id}: {sentence}");
            let known = ["tutorial, ", "ScaiKey, ", "RFC ", "interface ", "derived: "];
            assert!(known.iter().any(|kind| source.starts_with(kind)), "{id}: {source}");
        }
    }
}
