//! What was found in each check: the difference, and the story. There is room for so much of it on one page.

use maud::{Markup, html};

use super::comparison::comparison;
use super::timeline::timeline;
use crate::core::outcome::Outcome;
use crate::report::Judgement;

/// One for each judgement, in their order. What is broken gets its room first.
pub(super) fn findings(judgements: &[Judgement]) -> Vec<Markup> {
    let mut findings = vec![Markup::default(); judgements.len()];
    let mut order: Vec<_> = judgements.iter().zip(&mut findings).collect();
    order.sort_by_key(|(judgement, _)| judgement.outcome == Outcome::Pass);
    let mut room = ROOM;
    for (judgement, finding) in order {
        let told = told(judgement);
        *finding = match room.checked_sub(told.0.len()) {
            Some(left) => {
                room = left;
                told
            }
            None => {
                html! { p .absent { "Left out for want of room: judge this requirement alone to see it." } }
            }
        }
    }
    findings
}

fn told(judgement: &Judgement) -> Markup {
    let Judgement { requirement, outcome, seen_in, evidence, .. } = judgement;
    html! {
        @if let Outcome::Fail(broken) | Outcome::Warning(broken) = outcome { (comparison(broken)) }
        @if !evidence.events.is_empty() {
            h3 {
                "What happened"
                @if seen_in.id != requirement.id { ", seen in " a href={ "#" (seen_in.id) } { (seen_in.id) } }
            }
            (timeline(evidence))
        }
    }
}

/// Bytes of all findings together, so that the page stays below 2 MB.
const ROOM: usize = 1_800_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::samples;

    #[test]
    fn what_is_broken_has_room_before_what_is_not() {
        let mut judgements = samples::failures(600).judgements;
        for judgement in &mut judgements[..599] {
            judgement.outcome = Outcome::Pass;
        }
        let findings = findings(&judgements);
        let is_left_out = |finding: &Markup| finding.0.contains("Left out for want of room");
        let left_out: Vec<_> = findings.iter().map(is_left_out).collect();
        assert_eq!([left_out[0], left_out[598], left_out[599]], [false, true, false]);
    }
}
