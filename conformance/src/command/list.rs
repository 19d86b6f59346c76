//! `list`: shows the requirements.

use std::io::{self, Write};

use clap::{Args, ValueEnum};

use super::filter::Filter;
use super::print;
use super::refusal::Refusal;
use super::subjects::Subjects;
use crate::core::requirement::Requirement;
use crate::core::requirements;
use crate::core::selection::Selection;
use crate::report::format::json;

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
        let selected = Subjects::ALL.map(|subjects| {
            let mut known = subjects.requirements();
            known.retain(|requirement| selection.contains(requirement));
            (subjects, known)
        });
        print(|out| match self.format {
            Format::Human => selected.iter().try_for_each(|(subjects, known)| write(*subjects, known, out)),
            Format::Json => json::write_requirements(&selected.map(|(_, known)| known).concat(), out),
        })
    }
}

fn write(subjects: Subjects, requirements: &[&Requirement], out: &mut impl Write) -> io::Result<()> {
    if !requirements.is_empty() {
        writeln!(out, "# {}\n", subjects.name())?;
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
