//! The story of one check: its events down the page, and when they happened.

use std::time::Duration;

use maud::{Markup, html};

use super::lanes::Lanes;
use super::message::exchange;
use super::prose::{LINE, prose, seconds};
use crate::core::evidence::{Event, Evidence};

pub(super) fn timeline(evidence: &Evidence) -> Markup {
    let lanes = Lanes::of(evidence);
    let times = evidence.events.iter().map(|event| Some(event.at));
    let before = [None].into_iter().chain(times);
    html! {
        div .timeline {
            (lanes.names())
            (lanes.lines())
            ol {
                @for (index, (event, before)) in evidence.events.iter().zip(before).enumerate() {
                    @if let Some(gap) = evidence.gap.filter(|gap| gap.after == index) {
                        li .gap { p { (gap.missing) " events left out" } }
                    }
                    (row(event, before, &lanes))
                }
            }
        }
    }
}

/// One event. Its time stands beside it unless it is that of the event `before`.
fn row(event: &Event, before: Option<Duration>, lanes: &Lanes) -> Markup {
    let passed = event.at.saturating_sub(before.unwrap_or(event.at));
    html! {
        li .later[!passed.is_zero()] {
            @if before != Some(event.at) {
                span .at {
                    (seconds(event.at))
                    @if !passed.is_zero() { small { (seconds(passed)) " later" } }
                }
            }
            (lanes.strokes(event))
            @match &event.exchange {
                None => p { (prose(event.text.as_str(), LINE)) },
                Some(bytes) => details {
                    summary { (prose(event.text.as_str(), LINE)) }
                    (exchange(bytes))
                },
            }
        }
    }
}
