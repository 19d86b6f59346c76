//! One area: what it is about, what was judged, and, folded away, what was not.

use maud::{Markup, html};

use super::entry::entry;
use crate::core::outcome::Outcome;
use crate::core::requirements;
use crate::report::{Judgement, Report};

/// Judgements of one area, each with what was found.
pub(super) fn area(report: &Report, judgements: &[(&Judgement, Markup)]) -> Markup {
    let name = judgements[0].0.requirement.area();
    let is_idle = |(judgement, _): &&(&Judgement, _)| matches!(judgement.outcome, Outcome::Skipped(_));
    let (idle, judged): (Vec<_>, Vec<_>) = judgements.iter().partition(is_idle);
    html! {
        section #{ "area-" (name) } {
            h2 { (name) }
            p .about { (requirements::about(name)) }
            @for (judgement, findings) in judged { (entry(report, judgement, findings)) }
            @if !idle.is_empty() {
                details .idle {
                    summary { (idle.len()) " not run" }
                    @for (judgement, findings) in idle { (entry(report, judgement, findings)) }
                }
            }
        }
    }
}
