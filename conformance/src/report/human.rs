//! The report for people: one line a check, everything about each failure, and a summary.

use std::io::{self, Write};

use super::{Conclusion, Counts, Judgement, Palette, Report};
use crate::outcome::{Difference, Outcome};

impl Report {
    /// Writes the report. `command` is what began this run; with `--include` and an id it repeats one check.
    pub fn write(&self, out: &mut impl Write, palette: Palette, command: &str) -> io::Result<()> {
        writeln!(out, "Judging {}.", self.subject)?;
        let width = self.judgements.iter().map(|judgement| judgement.requirement.id.len()).max().unwrap_or(0);
        for area in self.judgements.chunk_by(|a, b| a.requirement.area() == b.requirement.area()) {
            writeln!(out, "\n{}{}{}", palette.strong, area[0].requirement.area(), palette.plain)?;
            for Judgement { requirement, outcome, .. } in area {
                let (colour, word) = (colour(outcome, palette), word(outcome));
                let text = if let Outcome::Skip(reason) = outcome { reason } else { requirement.sentence };
                writeln!(out, "  {colour}{word:<5}{}  {:<width$}  {}", palette.plain, requirement.id, text)?;
            }
        }
        for judgement in &self.judgements {
            explain(judgement, out, palette, command)?;
        }
        summary(self, out, palette)
    }
}

fn explain(judgement: &Judgement, out: &mut impl Write, palette: Palette, command: &str) -> io::Result<()> {
    let Judgement { requirement, outcome, timeline, seed } = judgement;
    if matches!(outcome, Outcome::Pass | Outcome::Skip(_)) {
        return Ok(());
    }
    let (colour, plain) = (colour(outcome, palette), palette.plain);
    writeln!(out, "\n{colour}{} {}{plain}", word(outcome), requirement.id)?;
    writeln!(out, "  {} {}", requirement.level, requirement.sentence)?;
    writeln!(out, "  source: {}", requirement.source)?;
    match outcome {
        Outcome::Pass | Outcome::Skip(_) => {}
        Outcome::Error(text) => {
            writeln!(out, "  the suite broke, which says nothing about the component: {text}")?
        }
        Outcome::Fail(Difference { expected, actual })
        | Outcome::Warning(Difference { expected, actual }) => {
            block(out, "expected", expected.lines().map(|line| ("  ", line)))?;
            let mut wanted = expected.lines();
            let marked = |line| (if wanted.next() == Some(line) { "  " } else { "> " }, line);
            block(out, "actual", actual.lines().map(marked))?;
            block(out, "what happened", shortened(timeline).iter().map(|line| ("  ", line.as_str())))?;
        }
    }
    let seed = seed.map(|seed| format!(" --seed {seed}")).unwrap_or_default();
    writeln!(out, "  repeat: {command} --include {}{seed}", requirement.id)
}

/// The beginning and the end of a long timeline.
fn shortened(timeline: &[String]) -> Vec<String> {
    let Some(left_out) = timeline.len().checked_sub(BEGINNING + END).filter(|count| *count > 0) else {
        return timeline.to_vec();
    };
    let mark = format!("... {left_out} events left out");
    [&timeline[..BEGINNING], &[mark], &timeline[BEGINNING + left_out..]].concat()
}

/// Lines under a title, each with its mark.
fn block<'a>(
    out: &mut impl Write,
    title: &str,
    lines: impl Iterator<Item = (&'a str, &'a str)>,
) -> io::Result<()> {
    writeln!(out, "  {title}")?;
    for (mark, line) in lines {
        writeln!(out, "  {mark}{line}")?;
    }
    Ok(())
}

fn summary(report: &Report, out: &mut impl Write, palette: Palette) -> io::Result<()> {
    let Counts { pass, warning, fail, error, skip } = report.counts();
    let (colour, conclusion) = match report.conclusion() {
        Conclusion::Conformant => (palette.good, "conformant"),
        Conclusion::Nonconformant => (palette.bad, "NONCONFORMANT"),
        Conclusion::Undecided => (palette.bad, "UNDECIDED"),
        Conclusion::Empty => (palette.bad, "NOTHING RAN, no requirement was selected"),
    };
    writeln!(
        out,
        "\n{colour}{conclusion}{}: {pass} pass, {warning} warning, {fail} fail, {error} error, {skip} skip",
        palette.plain
    )
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Pass => "pass",
        Outcome::Warning(_) => "warn",
        Outcome::Fail(_) => "FAIL",
        Outcome::Error(_) => "ERROR",
        Outcome::Skip(_) => "skip",
    }
}

fn colour(outcome: &Outcome, palette: Palette) -> &'static str {
    match outcome {
        Outcome::Pass => palette.good,
        Outcome::Fail(_) | Outcome::Error(_) => palette.bad,
        Outcome::Skip(_) | Outcome::Warning(_) => palette.plain,
    }
}

const BEGINNING: usize = 20;
const END: usize = 40;
