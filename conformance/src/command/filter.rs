//! Which requirements the command is about.

use clap::Args;

use super::refusal::Refusal;
use super::subjects::Subjects;
use crate::core::selection::{Pattern, Selection};

#[derive(Args)]
pub(super) struct Filter {
    /// Only these requirements: an id in which `*` stands for anything, or `area:`, `level:` or `profile:` and a word.
    /// May be repeated
    #[arg(long, value_name = "PATTERN")]
    include: Vec<Pattern>,
    /// Not these requirements; patterns as for --include. May be repeated
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<Pattern>,
}

impl Filter {
    /// The selection of what these are held to. Fails if a pattern names none of it: whoever wrote it meant something.
    pub(super) fn among(self, subjects: Subjects) -> Result<Selection, Refusal> {
        let known = subjects.requirements();
        let is_known = |pattern: &Pattern| known.iter().any(|requirement| pattern.names(requirement));
        match self.include.iter().chain(&self.exclude).find(|pattern| !is_known(pattern)) {
            None => Ok(self.into()),
            Some(pattern) => Err(Refusal::from(format!(
                "{pattern} names no requirement on {}: `list` shows them all",
                subjects.name()
            ))),
        }
    }
}

impl From<Filter> for Selection {
    fn from(Filter { include, exclude }: Filter) -> Self {
        Self { include, exclude }
    }
}
