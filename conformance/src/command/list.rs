//! `list`: shows the requirements.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use scaikey_terminal::Error;

use super::print;
use super::selection::{SelectionFlags, Suite};
use crate::core::requirement::Requirement;
use crate::core::requirements;
use crate::core::selection::Selection;
use crate::report::format::json;

#[derive(Args)]
pub(super) struct List {
    #[command(flatten)]
    selection: SelectionFlags,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// For machines
    Json,
}

impl List {
    pub(super) fn run(self) -> Result<u8, Error> {
        let selection = Selection::from(self.selection);
        let selected = Suite::ALL.map(|suite| {
            let mut known = suite.requirements();
            known.retain(|requirement| selection.contains(requirement));
            (suite, known)
        });
        print(|out| match self.format {
            Format::Human => selected.iter().try_for_each(|(suite, known)| write(*suite, known, out)),
            Format::Json => json::write_requirements(&selected.map(|(_, known)| known).concat(), out),
        })
    }
}

fn write(suite: Suite, requirements: &[&Requirement], out: &mut impl Write) -> io::Result<()> {
    if !requirements.is_empty() {
        writeln!(out, "# {}\n", suite.name())?;
    }
    let width = requirements.iter().map(|requirement| requirement.id.len()).max().unwrap_or(0);
    for area in requirements.chunk_by(|a, b| a.area() == b.area()) {
        let name = area[0].area();
        writeln!(out, "{name}: {}", requirements::about(name))?;
        for Requirement { id, level, profile, sentence, .. } in area {
            writeln!(out, "  {level:<7}  {profile:<10}  {id:<width$}  {sentence}")?;
        }
    }
    Ok(())
}
