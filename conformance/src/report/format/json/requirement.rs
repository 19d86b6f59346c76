use serde::Serialize;

use crate::core::requirement;

/// A requirement as its registry has it, with its area.
#[derive(Serialize)]
pub(crate) struct Requirement {
    id: &'static str,
    area: &'static str,
    level: String,
    profile: String,
    since: &'static str,
    sentence: &'static str,
    source: &'static str,
    needs: Vec<String>,
}

impl From<&'static requirement::Requirement> for Requirement {
    fn from(requirement: &'static requirement::Requirement) -> Self {
        Self {
            id: &requirement.id,
            area: requirement.area(),
            level: requirement.level.to_string(),
            profile: requirement.profile.to_string(),
            since: &requirement.since,
            sentence: &requirement.sentence,
            source: &requirement.source,
            needs: requirement.needs.iter().map(ToString::to_string).collect(),
        }
    }
}
