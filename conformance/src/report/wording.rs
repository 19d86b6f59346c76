//! What several formats say in the same words.

use super::{Conclusion, Counts, Report};

/// The conclusion of a run, as a heading.
pub(super) fn heading(report: &Report) -> &'static str {
    match report.conclusion() {
        Conclusion::Conformant if report.counts().known > 0 => "Conformant, but for what is known",
        Conclusion::Conformant => "Conformant",
        Conclusion::Nonconformant => "Nonconformant",
        Conclusion::Undecided => "Undecided",
        Conclusion::Partial => "Partial",
        Conclusion::Empty => "Nothing ran",
    }
}

/// What the heading means, in one sentence.
pub(super) fn meaning(report: &Report) -> String {
    let Counts { pass, warning, fail, known, error, inconclusive, .. } = report.counts();
    match report.conclusion() {
        Conclusion::Conformant if known > 0 => {
            format!("What was judged is kept, but for {} that somebody knows of.", requirements(known))
        }
        Conclusion::Conformant if warning > 0 => {
            format!("Every MUST that was judged is kept; {} less binding should be.", requirements(warning))
        }
        Conclusion::Conformant => format!("All that was judged is kept: {}.", requirements(pass)),
        Conclusion::Nonconformant if fail == 0 => {
            "Expectations name nothing that was judged: take them out, or judge what they name.".into()
        }
        Conclusion::Nonconformant => format!("The subject breaks {}.", requirements(fail)),
        Conclusion::Undecided => {
            let unjudged = requirements(error + inconclusive);
            format!("{unjudged} could not be judged: the run says nothing about the subject.")
        }
        Conclusion::Partial if report.missing() == 0 => {
            "What was judged is kept, but not all random schedules were played.".into()
        }
        Conclusion::Partial if report.settings.strict => {
            format!("What was judged is kept, but {} did not run.", requirements(report.missing()))
        }
        Conclusion::Partial => {
            format!(
                "What was judged is kept, but {} of level MUST did not run.",
                requirements(report.missing())
            )
        }
        Conclusion::Empty => "No check ran, so nothing is known.".into(),
    }
}

/// How many judgements there are under each word, most severe first.
pub(super) fn tally(counts: Counts) -> [(&'static str, usize); 8] {
    let Counts { pass, warning, fail, known, error, inconclusive, not_applicable, skipped } = counts;
    [
        ("error", error),
        ("inconclusive", inconclusive),
        ("fail", fail),
        ("warning", warning),
        ("known", known),
        ("pass", pass),
        ("not-applicable", not_applicable),
        ("skipped", skipped),
    ]
}

/// At most so many characters of a text, and a sign if that is not all.
pub(super) fn excerpt(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((cut, _)) => format!("{}\u{2026}", &text[..cut]),
        None => text.to_owned(),
    }
}

fn requirements(count: usize) -> String {
    if count == 1 { "1 requirement".into() } else { format!("{count} requirements") }
}
