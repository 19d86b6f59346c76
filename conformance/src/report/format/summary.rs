//! The summary of a job on GitHub: markdown in which every line is one block of HTML.
//!
//! Markdown means nothing inside such a block, so a text that is escaped for HTML cannot link, mention or format
//! anything. A line feed becomes a reference, since a blank line would end the block. `code` and `pre` keep GitHub from
//! looking for names in it.

use std::io::{self, Write};

use maud::{Markup, html};

use crate::core::outcome::Outcome;
use crate::report::excerpt::line;
use crate::report::wording::{heading, meaning, profiles, requests, tally};
use crate::report::{Judgement, Means, Palette, Report};

impl Report {
    /// Writes the summary, less than 900 KB.
    pub fn write_summary(&self, out: &mut impl Write) -> io::Result<()> {
        let blocks = blocks(self)?;
        let mut room = LIMIT;
        for (index, block) in blocks.iter().enumerate() {
            let block = block.0.replace('\n', "&#10;");
            let Some(left) = room.checked_sub(block.len()) else {
                return writeln!(out, "<p>{} more: see the other reports.</p>", blocks.len() - index);
            };
            room = left;
            writeln!(out, "{block}\n")?;
        }
        Ok(())
    }
}

fn blocks(report: &Report) -> io::Result<Vec<Markup>> {
    let (idle, judged): (Vec<_>, Vec<_>) = report.judgements.iter().partition(|judgement| is_idle(judgement));
    let told: Vec<_> = judged.into_iter().filter(|judgement| judgement.outcome != Outcome::Pass).collect();
    let mut blocks = vec![conclusion(report), counts(report)];
    if !report.unmatched.is_empty() {
        blocks.push(html! {
            table {
                tr { th { "expectations that name nothing that was judged" } }
                @for expectation in &report.unmatched { tr { td { (code(expectation.as_str())) } } }
            }
        });
    }
    if !told.is_empty() {
        blocks.push(table(&told));
    }
    if !idle.is_empty() {
        blocks.push(html! { details { summary { (idle.len()) " not judged" } (table(&idle)) } });
    }
    for judgement in told.iter().filter(|judgement| judgement.expectation.is_none()) {
        blocks.push(details(report, judgement)?);
    }
    Ok(blocks)
}

fn is_idle(judgement: &Judgement) -> bool {
    matches!(judgement.outcome, Outcome::Skipped(_) | Outcome::NotApplicable(_))
}

fn conclusion(report: &Report) -> Markup {
    html! {
        h2 { (heading(report)) }
        p {
            (meaning(report)) " Judged: " (code(report.subject.name.as_str()))
            @if let Some(digest) = &report.subject.digest { ", SHA-256 " (code(digest)) }
            @if let Means::Deployment { surface, allowed, budget, sent, repeated } = &report.settings.means {
                ". Surface: " (surface) ". Profiles: " (profiles(allowed)) ". Requests: "
                (requests(*budget, *sent, *repeated)) "."
            }
        }
    }
}

fn counts(report: &Report) -> Markup {
    let tally = tally(report.counts());
    html! {
        table {
            tr { @for (word, _) in tally { th { (word) } } }
            tr { @for (_, count) in tally { td { (count) } } }
        }
    }
}

/// A row for each judgement. Each is short, so that all of the registry fits.
fn table(judgements: &[&Judgement]) -> Markup {
    html! {
        table {
            tr { th { "outcome" } th { "level" } th { "requirement" } }
            @for judgement in judgements {
                @let requirement = judgement.requirement;
                tr {
                    td { (judgement.word()) }
                    td { (requirement.level.to_string()) }
                    td { code { (requirement.id) } br; (requirement.sentence) (remark(judgement)) }
                }
            }
        }
    }
}

fn remark(judgement: &Judgement) -> Markup {
    let reason = match &judgement.outcome {
        Outcome::Error(reason)
        | Outcome::Inconclusive(reason)
        | Outcome::NotApplicable(reason)
        | Outcome::Skipped(reason) => Some(reason),
        Outcome::Pass | Outcome::Warning(_) | Outcome::Fail(_) => None,
    };
    let remarks = [reason, judgement.expectation.as_ref()].into_iter().flatten();
    html! { @for text in remarks { br; (code(text.as_str())) } }
}

fn details(report: &Report, judgement: &Judgement) -> io::Result<Markup> {
    let mut text = Vec::new();
    report.explain(judgement, &mut text, Palette::NONE)?;
    Ok(html! {
        details {
            summary { (judgement.word()) " " code { (judgement.requirement.id) } }
            pre { (String::from_utf8_lossy(&text)) }
        }
    })
}

fn code(text: &str) -> Markup {
    html! { code { (line(text, LENGTH)) } }
}

/// Bytes of a summary, short of the 1 MiB at which GitHub refuses it.
const LIMIT: usize = 890_000;
/// Characters that a text of strangers may have in a row.
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
    fn every_outcome_is_told_but_a_plain_pass() {
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
    fn the_subject_is_told_and_how_it_was_judged() {
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

    /// Elsewhere GitHub would look for names, and link them.
    #[test]
    fn strangers_are_quoted_in_code_only() {
        for text in samples::both().iter().map(written) {
            for (before, _) in text.match_indices("@mention").map(|(place, _)| text.split_at(place)) {
                let quoted = |tag: &str, end: &str| before.rfind(tag) > before.rfind(end);
                assert!(quoted("<code>", "</code>") || quoted("<pre>", "</pre>"), "{before}");
            }
        }
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let text = written(&samples::long(300));
        assert!(text.len() < 900_000, "{}", text.len());
        assert!(text.ends_with(" more: see the other reports.</p>\n"));
    }
}
