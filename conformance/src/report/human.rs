//! The report for people: one line a check, everything about each failure, and a summary.

use std::io::{self, Write};

use super::{Conclusion, Counts, Judgement, Palette, Report};
use crate::evidence::{Event, Evidence};
use crate::outcome::{Broken, Outcome};
use crate::requirements;

impl Report {
    /// Writes the report.
    pub fn write(&self, out: &mut impl Write, palette: Palette) -> io::Result<()> {
        writeln!(out, "Judging {}.", self.subject.name)?;
        let heard: Vec<_> = self.judgements.iter().filter(|judgement| !is_skipped(judgement)).collect();
        let width = heard.iter().map(|judgement| judgement.requirement.id.len()).max().unwrap_or(0);
        for area in heard.chunk_by(|a, b| a.requirement.area() == b.requirement.area()) {
            let name = area[0].requirement.area();
            let Palette { strong, plain, .. } = palette;
            writeln!(out, "\n{strong}{name}{plain}: {}", requirements::about(name))?;
            for judgement in area {
                let (colour, word) = (colour(judgement, palette), word(judgement));
                writeln!(out, "  {colour}{word:<5}{plain}  {:<width$}  {}", judgement.requirement.id, told(judgement))?;
            }
        }
        for judgement in heard {
            explain(self, judgement, out, palette)?;
        }
        summary(self, out, palette)
    }
}

/// The rest of the line about one requirement.
fn told(judgement: &Judgement) -> String {
    let sentence = &judgement.requirement.sentence;
    match (&judgement.outcome, &judgement.expectation, &judgement.observed) {
        (Outcome::NotApplicable(reason), ..) => reason.to_string(),
        (_, Some(reason), _) => format!("{sentence}: known, {reason}"),
        (.., Some(observed)) => format!("{sentence}: {observed}"),
        _ => sentence.clone(),
    }
}

fn explain(report: &Report, judgement: &Judgement, out: &mut impl Write, palette: Palette) -> io::Result<()> {
    let Judgement { requirement, outcome, seen_in, evidence, seed, .. } = judgement;
    if matches!(outcome, Outcome::Pass | Outcome::NotApplicable(_)) || judgement.is_known() {
        return Ok(());
    }
    let (colour, plain) = (colour(judgement, palette), palette.plain);
    writeln!(out, "\n{colour}{} {}{plain}", word(judgement), requirement.id)?;
    writeln!(out, "  {} {}", requirement.level, requirement.sentence)?;
    writeln!(out, "  source: {}", requirement.source)?;
    if let Outcome::Error(text) = outcome {
        writeln!(out, "  the suite broke, which says nothing about the component: {text}")?;
    }
    if let Outcome::Fail(Broken { expected, actual }) | Outcome::Warning(Broken { expected, actual }) = outcome {
        let (expected, actual) = (expected.as_str(), actual.as_str());
        block(out, "expected", expected.lines().map(|line| ("  ", line)))?;
        let mut wanted = expected.lines();
        let marked = |line| (if wanted.next() == Some(line) { "  " } else { "> " }, line);
        block(out, "actual", actual.lines().map(marked))?;
    }
    if seen_in.id != requirement.id {
        writeln!(out, "  seen in: {}", seen_in.id)?;
    }
    let lines = lines(evidence);
    if !lines.is_empty() {
        block(out, "what happened", lines.iter().map(|line| ("  ", line.as_str())))?;
    }
    let seed = seed.map(|seed| format!(" --seed {seed}")).unwrap_or_default();
    writeln!(out, "  repeat: {} --include {}{seed}", report.subject.command, seen_in.id)
}

/// The story, one line an event.
fn lines(evidence: &Evidence) -> Vec<String> {
    let mut lines: Vec<_> = evidence.events.iter().map(line).collect();
    if let Some(gap) = evidence.gap {
        lines.insert(gap.after, format!("... {} events left out", gap.missing));
    }
    lines
}

/// Such as `+3570.000000000 s    POST /api/v1/platform/oauth/token -> 200, issues token#2`.
fn line(event: &Event) -> String {
    let time = format!("+{}.{:09} s", event.at.as_secs(), event.at.subsec_nanos());
    let indent = if event.exchange.is_some() { "  " } else { "" };
    format!("{time:>20}  {indent}{}", event.text)
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
    let Counts { pass, warning, fail, known, error, not_applicable, skipped } = report.counts();
    let (colour, conclusion) = match report.conclusion() {
        Conclusion::Conformant if known > 0 => (palette.good, "conformant, but for what is known"),
        Conclusion::Conformant => (palette.good, "conformant"),
        Conclusion::Nonconformant => (palette.bad, "NONCONFORMANT"),
        Conclusion::Undecided => (palette.bad, "UNDECIDED"),
        Conclusion::Partial => (palette.bad, "PARTIAL, a part of the contract was not judged"),
        Conclusion::Empty => (palette.bad, "NOTHING RAN"),
    };
    writeln!(
        out,
        "\n{colour}{conclusion}{}: {pass} pass, {warning} warning, {fail} fail, {known} known, {error} error, \
         {not_applicable} not applicable, {skipped} skipped",
        palette.plain
    )
}

fn is_skipped(judgement: &Judgement) -> bool {
    matches!(judgement.outcome, Outcome::Skipped(_))
}

fn word(judgement: &Judgement) -> &'static str {
    match judgement.outcome {
        Outcome::Pass if judgement.observed.is_some() => "note",
        Outcome::Pass => "pass",
        Outcome::Warning(_) => "warn",
        Outcome::Fail(_) if judgement.is_known() => "known",
        Outcome::Fail(_) => "FAIL",
        Outcome::Error(_) => "ERROR",
        Outcome::NotApplicable(_) => "n/a",
        Outcome::Skipped(_) => "skip",
    }
}

fn colour(judgement: &Judgement, palette: Palette) -> &'static str {
    match judgement.outcome {
        Outcome::Pass => palette.good,
        Outcome::Fail(_) | Outcome::Error(_) if !judgement.is_known() => palette.bad,
        _ => palette.plain,
    }
}
