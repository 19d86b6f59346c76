//! One requirement: a line that says how it went, which opens to everything that is known about it.

use maud::{Markup, html};

use super::header::is_severe;
use super::prose::{LINE, prose};
use crate::core::outcome::Outcome;
use crate::report::{Judgement, Report};

pub(super) fn entry(report: &Report, judgement: &Judgement, findings: &Markup) -> Markup {
    let requirement = judgement.requirement;
    let (id, word, level) = (&requirement.id, judgement.word(), requirement.level.to_string());
    html! {
        details .entry id=(id) open[is_severe(judgement)]
            data-area=(requirement.area()) data-level=(level) data-outcome=(word)
        {
            summary {
                span .outcome .(word) { (word) }
                span .sentence { (requirement.sentence) (remark(judgement)) }
                code .id { (id) }
            }
            p .source { b { (level) } " " (requirement.source) }
            (findings)
            p .repeat { code { (report.repeat(judgement).as_str()) } button type="button" hidden { "Copy" } }
        }
    }
}

/// What a reader must know besides the outcome.
fn remark(judgement: &Judgement) -> Markup {
    html! {
        @match &judgement.outcome {
            Outcome::Error(text) => {
                small { "Not judged, which says nothing about the subject: " (prose(text.as_str(), LINE)) }
            }
            Outcome::Inconclusive(text) => {
                small { "Not judged, so judge again: " (prose(text.as_str(), LINE)) }
            }
            Outcome::NotApplicable(text) | Outcome::Skipped(text) => small { (prose(text.as_str(), LINE)) },
            Outcome::Pass | Outcome::Warning(_) | Outcome::Fail(_) => {}
        }
        @if let Some(reason) = &judgement.expectation { small { "Known: " (prose(reason.as_str(), LINE)) } }
        @if let Some(text) = &judgement.observed { small { "Observed: " (prose(text.as_str(), LINE)) } }
    }
}
