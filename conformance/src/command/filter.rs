//! Which requirements the command is about.

use clap::Args;

use crate::selection::{Pattern, Selection};

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

impl From<Filter> for Selection {
    fn from(Filter { include, exclude }: Filter) -> Self {
        Self { include, exclude }
    }
}
