//! A requirement as JSON.

use serde::Serialize;

use crate::core::requirement::Requirement;

/// What its registry says about it, and its area.
#[derive(Serialize)]
pub(crate) struct Entry {
    id: &'static str,
    area: &'static str,
    level: String,
    profile: String,
    since: &'static str,
    sentence: &'static str,
    source: &'static str,
    needs: Vec<String>,
}

impl From<&'static Requirement> for Entry {
    fn from(requirement: &'static Requirement) -> Self {
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
