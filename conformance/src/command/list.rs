//! `list`: shows the requirements.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::filter::Filter;
use super::print;
use super::refusal::Refusal;
use crate::report::json;
use crate::requirement::Requirement;
use crate::requirements;
use crate::selection::Selection;

#[derive(Args)]
pub(super) struct List {
    #[command(flatten)]
    filter: Filter,
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
    pub(super) fn run(self) -> Result<u8, Refusal> {
        let selection = Selection::from(self.filter);
        let selected: Vec<_> =
            requirements::all().filter(|requirement| selection.contains(requirement)).collect();
        print(|out| match self.format {
            Format::Human => write(&selected, out),
            Format::Json => json::write_requirements(&selected, out),
        })
    }
}

fn write(requirements: &[&Requirement], out: &mut impl Write) -> io::Result<()> {
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
