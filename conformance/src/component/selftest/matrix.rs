//! The kill matrix: the requirements that each subject turned red.

use std::io::{self, Write};

use serde::Serialize;

use super::expected::{Expected, Kind};
use crate::core::requirement::{Level, Requirement};
use crate::core::requirements;
use crate::report::Palette;

/// The kill matrix of one selftest.
#[derive(Debug)]
pub(crate) struct Matrix {
    /// One for each subject.
    pub(crate) rows: Vec<Row>,
}

/// The result of one subject.
#[derive(Debug)]
pub(crate) struct Row {
    /// What it is.
    pub(crate) kind: Kind,
    /// Name of the style, of the defect or of the component.
    pub(crate) name: String,
    /// What is wrong with it, in one sentence.
    pub(crate) summary: String,
    pub(super) expected: Expected,
    /// Ids of the requirements that turned red.
    pub(crate) red: Vec<String>,
    /// Why it could not be loaded.
    pub(crate) refused: Option<String>,
}

impl Row {
    /// Ids of requirements that should have turned red and did not.
    pub(crate) fn missed(&self) -> Vec<&str> {
        self.expected.must.iter().filter(|id| !self.red.contains(id)).map(String::as_str).collect()
    }

    /// Ids of requirements that turned red and may not.
    pub(crate) fn strange(&self) -> Vec<&str> {
        let allowed = |id: &str| requirements::find(id).is_some_and(|known| self.expected.allows(known));
        self.red.iter().map(String::as_str).filter(|id| !allowed(id)).collect()
    }

    /// Whether the result is the expected one.
    pub(crate) fn is_right(&self) -> bool {
        let refused = match (&self.expected.refused, &self.refused) {
            (None, None) => true,
            (Some(expected), Some(actual)) => actual.contains(expected),
            _ => false,
        };
        refused && self.missed().is_empty() && self.strange().is_empty()
    }
}

impl Matrix {
    /// Requirements that can fail a run and that no defect turned red which names them: their checks prove nothing. A
    /// pattern allows a requirement, and does not name it.
    pub(crate) fn idle(&self) -> Vec<&'static Requirement> {
        let broken = || self.rows.iter().filter(|row| row.kind != Kind::Style);
        let killed = |requirement: &Requirement| {
            broken().any(|row| row.red.contains(&requirement.id) && row.expected.names(requirement))
        };
        requirements::component()
            .filter(|requirement| requirement.level != Level::Observe && !killed(requirement))
            .collect()
    }

    /// Whether all results are the expected ones and no requirement is idle.
    pub(crate) fn is_right(&self) -> bool {
        self.rows.iter().all(Row::is_right) && self.idle().is_empty()
    }

    /// Writes the matrix for people: a line for each subject, and details of each unexpected result.
    pub(crate) fn write(&self, out: &mut impl Write, palette: Palette) -> io::Result<()> {
        let Palette { good, bad, plain, .. } = palette;
        let width = self.rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
        for row in &self.rows {
            let (colour, word) = if row.is_right() { (good, "right") } else { (bad, "WRONG") };
            let red = row.refused.clone().unwrap_or_else(|| shortened(&row.red));
            writeln!(out, "{colour}{word}{plain}  {:<width$}  {red}", row.name)?;
        }
        for row in self.rows.iter().filter(|row| !row.is_right()) {
            writeln!(out, "\n{bad}WRONG{plain} {}: {}", row.name, row.summary)?;
            writeln!(out, "  red          {}", list(row.red.iter().map(String::as_str)))?;
            writeln!(out, "  must be red  {}", list(row.missed()))?;
            writeln!(out, "  must not be  {}", list(row.strange()))?;
        }
        let idle = self.idle();
        if !idle.is_empty() {
            writeln!(out, "\n{bad}IDLE{plain} no defect turns these red")?;
            idle.iter()
                .try_for_each(|requirement| writeln!(out, "  {} {}", requirement.level, requirement.id))?;
        }
        let wrong = self.rows.iter().filter(|row| !row.is_right()).count();
        let (colour, conclusion) =
            if self.is_right() { (good, "the judge can be trusted") } else { (bad, "THE JUDGE IS WRONG") };
        writeln!(
            out,
            "\n{colour}{conclusion}{plain}: {} subjects, {wrong} judged wrongly, {} requirements idle",
            self.rows.len(),
            idle.len()
        )
    }

    /// Writes the matrix as JSON.
    pub(crate) fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        let rows = self.rows.iter().map(|row| Entry {
            name: &row.name,
            summary: &row.summary,
            right: row.is_right(),
            red: row.red.iter().map(String::as_str).collect(),
            missed: row.missed(),
            strange: row.strange(),
            refused: row.refused.as_deref(),
        });
        let document = Document {
            suite: env!("CARGO_PKG_VERSION"),
            right: self.is_right(),
            subjects: rows.collect(),
            idle: self.idle().iter().map(|requirement| requirement.id.as_str()).collect(),
        };
        serde_json::to_writer_pretty(&mut *out, &document)?;
        writeln!(out)
    }
}

#[derive(Serialize)]
struct Document<'a> {
    suite: &'a str,
    right: bool,
    subjects: Vec<Entry<'a>>,
    idle: Vec<&'a str>,
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    summary: &'a str,
    right: bool,
    red: Vec<&'a str>,
    missed: Vec<&'a str>,
    strange: Vec<&'a str>,
    refused: Option<&'a str>,
}

/// The first few of a list.
fn shortened(ids: &[String]) -> String {
    match ids {
        [first, second, rest @ ..] if rest.len() > 1 => format!("{first}, {second} and {} more", rest.len()),
        ids => list(ids.iter().map(String::as_str)),
    }
}

fn list<'a>(ids: impl IntoIterator<Item = &'a str>) -> String {
    let ids: Vec<_> = ids.into_iter().collect();
    if ids.is_empty() { "none".into() } else { ids.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A requirement, and whether it is idle if only this defect turns it red.
    #[track_caller]
    fn check(expected: &str, idle: bool) {
        let expected = toml::from_str(&format!("name = 'a'\n{expected}")).expect("an expected result");
        let id = "reuse.fifty-calls";
        let row = Row {
            kind: Kind::Defect,
            name: "a".into(),
            summary: "Is broken.".into(),
            expected,
            red: vec![id.into()],
            refused: None,
        };
        let matrix = Matrix { rows: vec![row] };
        assert_eq!(matrix.idle().iter().any(|requirement| requirement.id == id), idle);
    }

    #[test]
    fn a_requirement_is_idle_unless_it_was_expected_by_name() {
        check("must = ['reuse.fifty-calls']\nmay = ['*']", false);
        check("may = ['reuse.fifty-calls']", false);
        check("may = ['*']", true);
        check("may = ['reuse.*']", true);
    }
}
