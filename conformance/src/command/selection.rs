//! Which requirements a command is about.

use clap::Args;
use scaikey_terminal::Error;

use crate::core::requirement::Requirement;
use crate::core::requirements;
use crate::core::selection::{Pattern, Selection};

/// A registry of requirements, and the checks for them.
#[derive(Clone, Copy)]
pub(super) enum Suite {
    Components,
    Deployments,
}

impl Suite {
    pub(super) const ALL: [Self; 2] = [Self::Components, Self::Deployments];

    /// What it judges, in the plural.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Components => "components",
            Self::Deployments => "deployments",
        }
    }

    /// Its requirements.
    pub(super) fn requirements(self) -> Vec<&'static Requirement> {
        match self {
            Self::Components => requirements::component().collect(),
            Self::Deployments => requirements::deployment().collect(),
        }
    }
}

#[derive(Args)]
pub(super) struct SelectionFlags {
    /// Only these requirements: an id in which `*` stands for anything, or `area:`, `level:` or `profile:` and a word.
    /// May be repeated
    #[arg(long, value_name = "PATTERN")]
    include: Vec<Pattern>,
    /// Not these requirements; patterns as for --include. May be repeated
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<Pattern>,
}

impl SelectionFlags {
    /// The selection among the requirements of a suite. Fails if a pattern matches none of them.
    pub(super) fn among(self, suite: Suite) -> Result<Selection, Error> {
        let known = suite.requirements();
        let is_known = |pattern: &Pattern| known.iter().any(|requirement| pattern.names(requirement));
        match self.include.iter().chain(&self.exclude).find(|pattern| !is_known(pattern)) {
            None => Ok(self.into()),
            Some(pattern) => Err(Error::usage(format!(
                "{pattern} names no requirement on {}: `list` shows them all",
                suite.name()
            ))),
        }
    }
}

impl From<SelectionFlags> for Selection {
    fn from(SelectionFlags { include, exclude }: SelectionFlags) -> Self {
        Self { include, exclude }
    }
}
