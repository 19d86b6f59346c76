//! The registry: every requirement, as `requirements.toml` lists them.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::requirement::Requirement;

/// Every requirement, grouped by area.
pub fn all() -> impl Iterator<Item = &'static Requirement> {
    REGISTRY.requirement.iter()
}

/// The requirement of this id.
pub fn find(id: &str) -> Option<&'static Requirement> {
    all().find(|requirement| requirement.id == id)
}

/// The line of the registry that names a requirement, counted from 1.
pub(crate) fn line(requirement: &Requirement) -> usize {
    let named = format!("id = \"{}\"", requirement.id);
    TEXT.lines().take_while(|line| *line != named).count() + 1
}

/// What an area is about, in a few words.
pub fn about(area: &str) -> &'static str {
    REGISTRY.area.iter().find(|known| known.name == area).map_or("", |known| &known.about)
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

static REGISTRY: LazyLock<Registry> =
    LazyLock::new(|| toml::from_str(TEXT).expect("a test reads the registry before anybody else"));

const TEXT: &str = include_str!("../requirements.toml");
/// Where it stands in the repository.
pub(crate) const FILE: &str = "conformance/requirements.toml";

/// Without this nothing else can be judged.
pub(crate) const SURVIVAL: &str = "world.survives-a-call";

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
            let named = TEXT.lines().nth(line(requirement) - 1).unwrap_or_default();
            assert_eq!(named, format!("id = \"{}\"", requirement.id));
        }
    }

    #[test]
    fn each_area_stands_together_in_the_order_of_the_areas() {
        let requirements: Vec<_> = all().collect();
        let runs = requirements.chunk_by(|a, b| a.area() == b.area());
        let areas: Vec<_> = runs.map(|run| run[0].area()).collect();
        let known: Vec<_> = REGISTRY.area.iter().map(|area| area.name.as_str()).collect();
        assert_eq!(areas, known);
    }

    #[test]
    fn each_requirement_is_one_sentence_with_a_source() {
        for Requirement { id, sentence, source, .. } in all() {
            assert!(sentence.starts_with(char::is_uppercase) && !sentence.ends_with('.'), "{id}: {sentence}");
            let known = ["tutorial, ", "RFC ", "interface ", "derived: "];
            assert!(known.iter().any(|kind| source.starts_with(kind)), "{id}: {source}");
        }
    }
}
