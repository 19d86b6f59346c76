//! What can be judged.

use crate::core::requirement::Requirement;
use crate::core::requirements;

/// Who is held to a registry.
#[derive(Clone, Copy)]
pub(super) enum Subjects {
    Components,
    Deployments,
}

impl Subjects {
    pub(super) const ALL: [Self; 2] = [Self::Components, Self::Deployments];

    /// In the plural.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Components => "components",
            Self::Deployments => "deployments",
        }
    }

    /// What they are held to.
    pub(super) fn requirements(self) -> Vec<&'static Requirement> {
        match self {
            Self::Components => requirements::component().collect(),
            Self::Deployments => requirements::deployment().collect(),
        }
    }
}
