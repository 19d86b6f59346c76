//! The job summary of a GitHub workflow: Markdown in which every line is one block of HTML.
//!
//! GitHub renders no Markdown inside such a block, so a text that is escaped for HTML cannot link, mention or format
//! anything. A line feed becomes a reference, since a blank line would end the block. Inside `code` and `pre`, GitHub
//! links no names.

use std::io::{self, Write};

use crate::core::outcome::Outcome;
use crate::report::excerpt::line;
use crate::report::wording::{heading, meaning, profiles, requests};
use crate::report::{Counts, Judgement, Means, Palette, Report};

impl Report {
    /// Writes the job summary, less than 900 KB.
    pub fn write_summary(&self, out: &mut impl Write) -> io::Result<()> {
        let blocks = blocks(self)?;
        let mut room = LIMIT;
        for (index, block) in blocks.iter().enumerate() {
            let block = block.replace('\n', "&#10;");
            let Some(left) = room.checked_sub(block.len()) else {
                return writeln!(out, "<p>{} more: see the other reports.</p>", blocks.len() - index);
            };
            room = left;
            writeln!(out, "{block}\n")?;
        }
        Ok(())
    }
}

fn blocks(report: &Report) -> io::Result<Vec<String>> {
    let (idle, judged): (Vec<_>, Vec<_>) = report.judgements.iter().partition(|judgement| is_idle(judgement));
    let notable: Vec<_> = judged.into_iter().filter(|judgement| judgement.outcome != Outcome::Pass).collect();
    let mut blocks = vec![conclusion(report), counts(report)];
    if !report.unmatched.is_empty() {
        let rows = report.unmatched.iter().map(|text| format!("<tr><td>{}</td></tr>", code(text.as_str())));
        let title = "expectations that name nothing that was judged";
        blocks.push(format!("<table><tr><th>{title}</th></tr>{}</table>", rows.collect::<String>()));
    }
    if !notable.is_empty() {
        blocks.push(table(&notable));
    }
    if !idle.is_empty() {
        blocks.push(format!(
            "<details><summary>{} not judged</summary>{}</details>",
            idle.len(),
            table(&idle)
        ));
    }
    for judgement in notable.iter().filter(|judgement| judgement.expectation.is_none()) {
        blocks.push(details(report, judgement)?);
    }
    Ok(blocks)
}

fn is_idle(judgement: &Judgement) -> bool {
    matches!(judgement.outcome, Outcome::Skipped(_) | Outcome::NotApplicable(_))
}

fn conclusion(report: &Report) -> String {
    let (heading, meaning) = (heading(report), escaped(&meaning(report)));
    let subject = code(report.subject.name.as_str());
    let digest = report.subject.digest.as_ref().map(|digest| format!(", SHA-256 {}", code(digest)));
    let digest = digest.unwrap_or_default();
    let means = match &report.settings.means {
        Means::Component { .. } => String::new(),
        Means::Deployment { surface, allowed, budget, sent, repeated } => format!(
            ". Surface: {surface}. Profiles: {}. Requests: {}.",
            profiles(allowed),
            requests(*budget, *sent, *repeated)
        ),
    };
    format!("<h2>{heading}</h2><p>{meaning} Judged: {subject}{digest}{means}</p>")
}

fn counts(report: &Report) -> String {
    let tally = tally(report.counts());
    let words: String = tally.iter().map(|(word, _)| format!("<th>{word}</th>")).collect();
    let counts: String = tally.iter().map(|(_, count)| format!("<td>{count}</td>")).collect();
    format!("<table><tr>{words}</tr><tr>{counts}</tr></table>")
}

/// The number of judgements of each outcome, most severe first.
fn tally(counts: Counts) -> [(&'static str, usize); 8] {
    let Counts { pass, warning, fail, known, error, inconclusive, not_applicable, skipped } = counts;
    [
        ("error", error),
        ("fail", fail),
        ("inconclusive", inconclusive),
        ("warning", warning),
        ("known", known),
        ("pass", pass),
        ("not-applicable", not_applicable),
        ("skipped", skipped),
    ]
}

/// A row for each judgement. Each is short, so that all of the registry fits.
fn table(judgements: &[&Judgement]) -> String {
    let rows: String = judgements.iter().map(|judgement| row(judgement)).collect();
    format!("<table><tr><th>outcome</th><th>level</th><th>requirement</th></tr>{rows}</table>")
}

fn row(judgement: &Judgement) -> String {
    let requirement = judgement.requirement;
    let (word, level) = (judgement.word(), requirement.level);
    let (id, sentence) = (escaped(&requirement.id), escaped(&requirement.sentence));
    let reason = match &judgement.outcome {
        Outcome::Error(reason)
        | Outcome::Inconclusive(reason)
        | Outcome::NotApplicable(reason)
        | Outcome::Skipped(reason) => Some(reason),
        Outcome::Pass | Outcome::Warning(_) | Outcome::Fail(_) => None,
    };
    let remarks = [reason, judgement.expectation.as_ref()].into_iter().flatten();
    let remarks: String = remarks.map(|text| format!("<br>{}", code(text.as_str()))).collect();
    format!("<tr><td>{word}</td><td>{level}</td><td><code>{id}</code><br>{sentence}{remarks}</td></tr>")
}

fn details(report: &Report, judgement: &Judgement) -> io::Result<String> {
    let mut text = Vec::new();
    report.explain(judgement, &mut text, Palette::NONE)?;
    let (word, id) = (judgement.word(), escaped(&judgement.requirement.id));
    let text = escaped(&String::from_utf8_lossy(&text));
    Ok(format!("<details><summary>{word} <code>{id}</code></summary><pre>{text}</pre></details>"))
}

fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(&line(text, LENGTH)))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Bytes of a summary. GitHub refuses 1 MiB.
const LIMIT: usize = 890_000;
/// Characters of a text from outside the suite in a row.
const LENGTH: usize = 300;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::samples::{self, HOSTILE};

    fn written(report: &Report) -> String {
        let mut out = Vec::new();
        report.write_summary(&mut out).expect("it is written");
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn every_outcome_is_shown_except_pass() {
        for text in samples::both().iter().map(written) {
            for word in ["error", "fail", "warning", "known", "not-applicable", "skipped"] {
                assert!(text.contains(&format!("<td>{word}</td>")), "{word} in {text}");
            }
            assert!(!text.contains("<td>pass</td>"), "{text}");
            assert!(text.contains("<h2>Undecided</h2>"), "{text}");
        }
        assert!(written(&samples::deployment()).contains("<td>inconclusive</td>"));
    }

    #[test]
    fn the_subject_and_the_settings_are_shown() {
        #[track_caller]
        fn check(report: &Report, told: &str) {
            let text = written(report);
            assert!(text.contains(told), "{text}");
        }
        check(&samples::component(), ", SHA-256 <code>0123abcd</code></p>");
        check(
            &samples::deployment(),
            "</code>. Surface: platform. Profiles: safe, slow. Requests: 31 of at most 40, 2 of them repeated.</p>",
        );
    }

    #[test]
    fn every_line_is_one_block_of_html() {
        let blocks = ["<h2>", "<table>", "<details>"];
        for text in samples::both().iter().map(written) {
            let mut lines = text.lines().filter(|line| !line.is_empty());
            assert!(lines.all(|line| blocks.iter().any(|tag| line.starts_with(tag))), "{text}");
            assert!(!text.contains(HOSTILE) && !text.contains("<script") && !text.contains("<img"), "{text}");
        }
    }

    /// Elsewhere GitHub links names.
    #[test]
    fn texts_from_outside_the_suite_stand_in_code() {
        for text in samples::both().iter().map(written) {
            for (before, _) in text.match_indices("@mention").map(|(place, _)| text.split_at(place)) {
                let quoted = |tag: &str, end: &str| before.rfind(tag) > before.rfind(end);
                assert!(quoted("<code>", "</code>") || quoted("<pre>", "</pre>"), "{before}");
            }
        }
    }

    #[test]
    fn blocks_that_do_not_fit_are_counted() {
        let text = written(&samples::long(300));
        assert!(text.len() < 900_000, "{}", text.len());
        assert!(text.ends_with(" more: see the other reports.</p>\n"));
    }
}
