//! The report for people: one line for each check, an explanation of each failure, and a summary.

mod exchanges;
mod explanation;
mod transcript;

use std::io::{self, Write};

use crate::core::outcome::Outcome;
use crate::core::requirement::Level;
use crate::core::requirements;
use crate::report::excerpt::line;
use crate::report::wording::{profiles, requests};
use crate::report::{Conclusion, Counts, Judgement, Means, Palette, Report};

pub(crate) use transcript::transcript;

impl Report {
    /// Writes the report for people.
    pub fn write(&self, out: &mut impl Write, palette: Palette) -> io::Result<()> {
        writeln!(out, "Judging {}.", line(self.subject.name.as_str(), LENGTH))?;
        if let Some(digest) = &self.subject.digest {
            writeln!(out, "SHA-256 {digest}")?;
        }
        if let Means::Deployment { surface, allowed, .. } = &self.settings.means {
            writeln!(out, "Surface {surface}, profiles {}", profiles(allowed))?;
        }
        let judged: Vec<_> = self.judgements.iter().filter(|judgement| is_judged(judgement)).collect();
        let width = judged.iter().map(|judgement| judgement.requirement.id.len()).max().unwrap_or(0);
        for area in judged.chunk_by(|a, b| a.requirement.area() == b.requirement.area()) {
            let name = area[0].requirement.area();
            let Palette { strong, plain, .. } = palette;
            writeln!(out, "\n{strong}{name}{plain}: {}", requirements::about(name))?;
            for judgement in area {
                let (word, colour) = mark(judgement, palette);
                let (id, text) = (&judgement.requirement.id, text(judgement));
                writeln!(out, "  {colour}{word:<5}{plain}  {id:<width$}  {text}")?;
            }
        }
        for judgement in judged.into_iter().filter(|judgement| is_bad(judgement)) {
            writeln!(out)?;
            self.explain(judgement, out, palette)?;
        }
        unmatched(self, out)?;
        reasons(self, out)?;
        summary(self, out, palette)
    }
}

/// The sentence of a requirement, and why it is known or what was observed.
fn text(judgement: &Judgement) -> String {
    let sentence = &judgement.requirement.sentence;
    let brief = |text: &str| line(text, LENGTH);
    match (&judgement.expectation, &judgement.observed) {
        (Some(reason), _) => format!("{sentence}: known, {}", brief(reason.as_str())),
        (_, Some(observed)) => format!("{sentence}: {}", brief(observed.as_str())),
        _ => sentence.clone(),
    }
}

/// Expectations that name nothing that was judged.
fn unmatched(report: &Report, out: &mut impl Write) -> io::Result<()> {
    if !report.unmatched.is_empty() {
        writeln!(out, "\nexpectations that name nothing that was judged")?;
    }
    let mut unmatched = report.unmatched.iter().map(|expectation| line(expectation.as_str(), LENGTH));
    unmatched.try_for_each(|expectation| writeln!(out, "  {expectation}"))
}

/// Why requirements were not judged, each reason once.
fn reasons(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let mut reasons: Vec<(String, usize)> = Vec::new();
    for judgement in &report.judgements {
        let reason = match &judgement.outcome {
            Outcome::Skipped(reason) => line(reason.as_str(), LENGTH),
            Outcome::NotApplicable(reason) => format!("not applicable: {}", line(reason.as_str(), LENGTH)),
            _ => continue,
        };
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, count)) => *count += 1,
            None => reasons.push((reason, 1)),
        }
    }
    if !reasons.is_empty() {
        writeln!(out, "\nnot judged")?;
    }
    reasons.iter().try_for_each(|(reason, count)| writeln!(out, "  {count:>5}  {reason}"))
}

fn summary(report: &Report, out: &mut impl Write, palette: Palette) -> io::Result<()> {
    let Counts { pass, warning, fail, known, error, inconclusive, not_applicable, skipped } = report.counts();
    let (colour, conclusion) = match report.conclusion() {
        Conclusion::Conformant if known > 0 => (palette.mild, "conformant, but for what is known"),
        Conclusion::Conformant => (palette.good, "conformant"),
        Conclusion::Nonconformant => (palette.bad, "NONCONFORMANT"),
        Conclusion::Undecided => (palette.bad, "UNDECIDED"),
        Conclusion::Partial => (palette.bad, "PARTIAL, a part of the contract was not judged"),
        Conclusion::Empty => (palette.bad, "NOTHING RAN"),
    };
    writeln!(
        out,
        "\n{colour}{conclusion}{}: {pass} pass, {warning} warning, {fail} fail, {known} known, {error} error, \
         {inconclusive} inconclusive, {not_applicable} not applicable, {skipped} skipped",
        palette.plain
    )?;
    match report.settings.means {
        Means::Component { .. } => Ok(()),
        Means::Deployment { budget, sent, repeated, .. } => {
            writeln!(out, "requests: {}", requests(budget, sent, repeated))
        }
    }
}

/// Whether the requirement gets a line. The reasons of all others stand at the end, each once.
fn is_judged(judgement: &Judgement) -> bool {
    !matches!(judgement.outcome, Outcome::NotApplicable(_) | Outcome::Skipped(_))
}

/// Whether the judgement needs an explanation: it is not good, and nobody expected it.
fn is_bad(judgement: &Judgement) -> bool {
    let broken = matches!(
        judgement.outcome,
        Outcome::Warning(_) | Outcome::Fail(_) | Outcome::Error(_) | Outcome::Inconclusive(_)
    );
    broken && judgement.expectation.is_none()
}

/// One word for an outcome, and its colour.
fn mark(judgement: &Judgement, palette: Palette) -> (&'static str, &'static str) {
    let Palette { good, mild, bad, plain, .. } = palette;
    match judgement.outcome {
        Outcome::Pass if judgement.requirement.level == Level::Observe => ("note", plain),
        Outcome::Pass => ("pass", good),
        Outcome::Warning(_) => ("warn", mild),
        Outcome::Fail(_) if judgement.is_known() => ("known", mild),
        Outcome::Fail(_) => ("FAIL", bad),
        Outcome::Error(_) => ("ERROR", bad),
        Outcome::Inconclusive(_) if judgement.is_open() => ("OPEN", bad),
        Outcome::Inconclusive(_) => ("open", plain),
        Outcome::NotApplicable(_) => ("n/a", plain),
        Outcome::Skipped(_) => ("skip", plain),
    }
}

/// Characters of a text from outside the suite in one line.
const LENGTH: usize = 400;

#[cfg(test)]
mod tests;
