//! The explanation of one judgement that is not good.

use std::io::{self, Write};

use super::exchanges::exchanges;
use super::transcript::transcript;
use super::{LENGTH, mark};
use crate::core::outcome::{Broken, Outcome};
use crate::report::excerpt::line;
use crate::report::{Judgement, Means, Palette, Report};

impl Report {
    /// Writes the rule, its source, the expected and the actual behaviour, the evidence, and the command that repeats
    /// the check. Every line but the first is indented, whatever the subject sent.
    pub(in crate::report::format) fn explain(
        &self,
        judgement: &Judgement,
        out: &mut impl Write,
        palette: Palette,
    ) -> io::Result<()> {
        let Judgement { requirement, outcome, seen_in, evidence, .. } = judgement;
        let (word, colour) = mark(judgement, palette);
        writeln!(out, "{colour}{word} {}{}", requirement.id, palette.plain)?;
        writeln!(out, "  {} {}", requirement.level, requirement.sentence)?;
        writeln!(out, "  source: {}", requirement.source)?;
        match outcome {
            Outcome::Warning(broken) => {
                writeln!(out, "  {}", warning(self))?;
                compare(broken, out)?;
            }
            Outcome::Fail(broken) => compare(broken, out)?,
            Outcome::Inconclusive(reason) => {
                writeln!(out, "  not judged, so judge again: {}", line(reason.as_str(), LENGTH))?;
            }
            Outcome::Error(reason) => {
                writeln!(
                    out,
                    "  not judged, which says nothing about the subject: {}",
                    line(reason.as_str(), LENGTH)
                )?;
            }
            Outcome::Pass | Outcome::NotApplicable(_) | Outcome::Skipped(_) => {}
        }
        if seen_in.id != requirement.id {
            writeln!(out, "  seen in: {}", seen_in.id)?;
        }
        for (title, lines) in
            [("what happened", transcript(evidence)), ("on the wire, at the end", exchanges(evidence))]
        {
            if !lines.is_empty() {
                block(out, title, lines.iter().map(|line| ("  ", line.as_str())))?;
            }
        }
        writeln!(out, "  repeat: {}", line(self.repeat(judgement).as_str(), LENGTH))
    }
}

/// The meaning of a warning, which depends on who demands the SHOULD.
fn warning(report: &Report) -> &'static str {
    match report.settings.means {
        Means::Component { .. } => "a warning: ScaiKey does not demand it; --strict counts it as a failure",
        Means::Deployment { .. } => {
            "a warning: ScaiKey does not clearly promise it, but services expect it; --strict counts it as a failure"
        }
    }
}

/// The expected and the actual text; lines of the actual text that differ are marked.
fn compare(Broken { expected, actual }: &Broken, out: &mut impl Write) -> io::Result<()> {
    let (expected, actual) = (expected.as_str(), actual.as_str());
    block(out, "expected", expected.lines().map(|line| ("  ", line)))?;
    let mut wanted = expected.lines();
    let marked = |line| (if wanted.next() == Some(line) { "  " } else { "> " }, line);
    block(out, "actual", actual.lines().map(marked))
}

/// Lines under a title, each with its mark.
fn block<'a>(
    out: &mut impl Write,
    title: &str,
    mut lines: impl Iterator<Item = (&'a str, &'a str)>,
) -> io::Result<()> {
    writeln!(out, "  {title}")?;
    for (mark, text) in lines.by_ref().take(LINES) {
        writeln!(out, "  {mark}{}", cut(text))?;
    }
    match lines.count() {
        0 => Ok(()),
        rest => writeln!(out, "    ... {rest} lines left out"),
    }
}

/// The beginning of a line.
fn cut(line: &str) -> String {
    match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}

/// Lines of a block that are shown.
const LINES: usize = 80;
