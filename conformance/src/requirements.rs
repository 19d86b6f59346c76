//! The registry: every requirement, in the order of a token's life.

mod acquisition;
mod clocks;
mod deadline;
mod endurance;
mod fault;
mod input;
mod retry;
mod reuse;
mod secret;
mod window;
pub(crate) mod world;

use crate::requirement::Requirement;

/// Every requirement, grouped by area.
pub fn all() -> impl Iterator<Item = &'static Requirement> {
    AREAS.iter().copied().flatten()
}

/// The requirement of this id.
pub fn find(id: &str) -> Option<&'static Requirement> {
    all().find(|requirement| requirement.id == id)
}

const AREAS: &[&[Requirement]] = &[
    world::REQUIREMENTS,
    acquisition::REQUIREMENTS,
    reuse::REQUIREMENTS,
    window::REQUIREMENTS,
    retry::REQUIREMENTS,
    clocks::REQUIREMENTS,
    fault::REQUIREMENTS,
    endurance::REQUIREMENTS,
    deadline::REQUIREMENTS,
    input::REQUIREMENTS,
    secret::REQUIREMENTS,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn ids_are_unique_and_dotted() {
        let mut seen = HashSet::new();
        for requirement in all() {
            assert!(seen.insert(requirement.id), "{} stands twice", requirement.id);
            let words: Vec<_> = requirement.id.split('.').collect();
            assert_eq!(words.len(), 2, "{}", requirement.id);
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            assert!(words.iter().all(|word| word.chars().all(plain)), "{}", requirement.id);
        }
    }

    #[test]
    fn each_area_stands_together() {
        for area in AREAS {
            assert!(area.iter().all(|requirement| requirement.area() == area[0].area()));
        }
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
