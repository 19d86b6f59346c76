//! Annotations of a GitHub workflow: a workflow command for each failure, most severe first, and one for repeated
//! requests.
//!
//! GitHub shows ten annotations for a step and drops the rest without a word.

use std::io::{self, Write};

use crate::core::outcome::Outcome;
use crate::report::excerpt::excerpt;
use crate::report::wording::requests;
use crate::report::{Judgement, Means, Report};

impl Report {
    /// Writes at most ten workflow commands, one on each line. The last counts those that are left out.
    pub fn write_annotations(&self, out: &mut impl Write) -> io::Result<()> {
        let mut severe: Vec<_> = self.judgements.iter().filter_map(severity).collect();
        severe.sort_by_key(|(severity, _)| *severity);
        let mut room = MOST;
        if let [first, rest @ ..] = &*self.unmatched {
            room -= 1;
            let title = property(&format!("{} expectations name nothing that was judged", 1 + rest.len()));
            writeln!(out, "::error title={title}::{}", data(&excerpt(first.as_str(), 1000)))?;
        }
        if let Means::Deployment { budget, sent, repeated: repeated @ 1.., .. } = self.settings.means {
            room -= 1;
            writeln!(out, "::notice title=requests::{}", requests(budget, sent, repeated))?;
        }
        let (shown, more) = severe.split_at(severe.len().min(room));
        for (severity, judgement) in shown {
            let title = property(&format!("{}: {}", judgement.word(), judgement.requirement.id));
            writeln!(out, "::{} title={title}::{}", severity.command(), data(&text(self, judgement)))?;
        }
        match more {
            [] => Ok(()),
            [(severity, _), ..] => {
                writeln!(out, "::{}::{} more: see the summary", severity.command(), more.len())
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Severity {
    Error,
    Fail,
    Open,
    Warning,
}

impl Severity {
    fn command(self) -> &'static str {
        match self {
            Self::Error | Self::Fail | Self::Open => "error",
            Self::Warning => "warning",
        }
    }
}

/// How severe a judgement is; `None` if it gets no annotation.
fn severity(judgement: &Judgement) -> Option<(Severity, &Judgement)> {
    let severity = match judgement.word() {
        "error" => Severity::Error,
        "fail" => Severity::Fail,
        "inconclusive" if judgement.is_open() => Severity::Open,
        "warning" if judgement.expectation.is_none() => Severity::Warning,
        _ => return None,
    };
    Some((severity, judgement))
}

fn text(report: &Report, judgement: &Judgement) -> String {
    let Judgement { requirement, outcome, .. } = judgement;
    let found = match outcome {
        Outcome::Fail(broken) | Outcome::Warning(broken) => {
            let [expected, actual] =
                [&broken.expected, &broken.actual].map(|text| excerpt(text.as_str(), TEXT));
            format!("expected:\n{expected}\nactual:\n{actual}")
        }
        Outcome::Error(text) => format!("not judged: {}", excerpt(text.as_str(), TEXT)),
        Outcome::Inconclusive(text) => {
            format!("not judged, so judge again: {}", excerpt(text.as_str(), TEXT))
        }
        Outcome::Pass | Outcome::NotApplicable(_) | Outcome::Skipped(_) => String::new(),
    };
    format!("{} {}\n{found}\nrepeat: {}", requirement.level, requirement.sentence, report.repeat(judgement))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// Judgements with an annotation of their own.
const MOST: usize = 9;
/// Characters of the expected and of the actual text.
const TEXT: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::samples::{self, HOSTILE};

    fn written(report: &Report) -> String {
        let mut out = Vec::new();
        report.write_annotations(&mut out).expect("it is written");
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn the_most_severe_come_first_and_known_failures_are_left_out() {
        #[track_caller]
        fn check(report: &Report, expected: &[&str]) {
            let text = written(report);
            let lines: Vec<_> = text.lines().filter_map(|line| line.split("::").nth(1)).collect();
            assert_eq!(lines, expected);
        }
        check(
            &samples::component(),
            &[
                "error title=error%3A reuse.fifty-calls",
                "error title=fail%3A retry.once-after-401",
                "warning title=warning%3A window.reuse-above-thirty-seconds",
            ],
        );
        // An inconclusive requirement decides a run in which no check failed; a warning never does.
        check(
            &samples::deployment(),
            &[
                "notice title=requests",
                "error title=error%3A admin.read",
                "error title=fail%3A token.basic",
                "error title=inconclusive%3A keys.signature",
                "warning title=warning%3A transport.certificate-lasts",
            ],
        );
    }

    #[test]
    fn the_last_annotation_counts_what_is_left_out() {
        let text = written(&samples::failures(12));
        assert_eq!(text.lines().count(), 10);
        assert!(text.ends_with("\n::error::3 more: see the summary\n"), "{text}");
    }

    #[test]
    fn no_text_becomes_a_workflow_command() {
        let commands = ["::error title=", "::warning title=", "::notice title="];
        for text in samples::both().iter().map(written) {
            let begun = |line: &str| commands.iter().any(|command| line.starts_with(command));
            assert!(text.lines().all(begun), "{text}");
            assert!(text.contains("100%25") && !text.contains(HOSTILE) && !text.contains("##["), "{text}");
        }
    }
}
