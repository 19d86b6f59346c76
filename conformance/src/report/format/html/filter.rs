//! The bar that narrows the page to what somebody looks for. It shows only where its script runs.

use maud::{Markup, html};

use crate::core::requirement::Level;
use crate::report::Report;
use crate::report::wording::tally;

pub(super) fn filter(report: &Report) -> Markup {
    let mut areas: Vec<_> = report.judgements.iter().map(|judgement| judgement.requirement.area()).collect();
    areas.dedup();
    html! {
        search #filter hidden {
            input #text type="search" placeholder="Search" aria-label="Search in everything";
            select #area aria-label="Area" {
                option value="" { "every area" }
                @for area in areas { option { (area) } }
            }
            select #level aria-label="Level" {
                option value="" { "every level" }
                @for level in [Level::Must, Level::Should, Level::Observe] { option { (level.to_string()) } }
            }
            fieldset {
                legend { "Outcomes" }
                @for (word, count) in tally(report.counts()) {
                    @if count > 0 {
                        label .(word) { input type="checkbox" name="outcome" value=(word); (word) }
                    }
                }
            }
            output #shown aria-live="polite" {}
        }
    }
}
