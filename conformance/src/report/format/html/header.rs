//! The head of the page: the conclusion, what it is about, and what to read first.

use std::time::Duration;

use maud::{Markup, html};
use time::OffsetDateTime;

use super::prose::seconds;
use crate::report::wording::{heading, meaning, profiles, requests, tally, title};
use crate::report::{Conclusion, Judgement, Means, Report};

pub(super) fn header(report: &Report) -> Markup {
    let severe: Vec<_> = report.judgements.iter().filter(|judgement| is_severe(judgement)).collect();
    html! {
        header {
            p .eyebrow { (title(report)) button #theme type="button" hidden { "Light or dark" } }
            h1 .(mood(report)) { (heading(report)) }
            p .meaning { (meaning(report)) }
            (counts(report))
            @if !severe.is_empty() {
                nav aria-label="What to read first" {
                    ol .broken {
                        @for judgement in severe.iter().take(MOST) {
                            @let requirement = judgement.requirement;
                            li .(judgement.word()) {
                                a href={ "#" (requirement.id) } { (requirement.sentence) }
                                code { (requirement.id) }
                            }
                        }
                        @if severe.len() > MOST { li { (severe.len() - MOST) " more below" } }
                    }
                }
            }
            @if !report.unmatched.is_empty() {
                p { "Expectations that name nothing that was judged:" }
                ul { @for expectation in &report.unmatched { li { code { (expectation.as_str()) } } } }
            }
            (facts(report))
        }
    }
}

/// Whether it is what a reader came for.
pub(super) fn is_severe(judgement: &Judgement) -> bool {
    judgement.is_open() || matches!(judgement.word(), "fail" | "error")
}

/// The outcome whose colour the conclusion has.
fn mood(report: &Report) -> &'static str {
    match report.conclusion() {
        Conclusion::Conformant => "pass",
        Conclusion::Nonconformant => "fail",
        Conclusion::Undecided if report.counts().error == 0 => "inconclusive",
        Conclusion::Undecided => "error",
        Conclusion::Partial | Conclusion::Empty => "warning",
    }
}

/// A bar of all judgements, and their numbers.
fn counts(report: &Report) -> Markup {
    let tally = tally(report.counts());
    let percent =
        |count: usize| format!("{:.2}%", 100.0 * count as f64 / report.judgements.len().max(1) as f64);
    let before = |index: usize| tally[..index].iter().map(|(_, count)| count).sum();
    html! {
        svg .bar aria-hidden="true" {
            @for (index, (word, count)) in tally.iter().enumerate() {
                rect .(word) x=(percent(before(index))) width=(percent(*count)) height="100%" {}
            }
        }
        ul .counts {
            @for (word, count) in tally {
                @if count > 0 || word == "pass" { li .(word) { b { (count) } " " (word) } }
            }
        }
    }
}

fn facts(report: &Report) -> Markup {
    let (subject, settings) = (&report.subject, &report.settings);
    html! {
        dl .facts {
            div { dt { "Subject" } dd { code { (subject.name.as_str()) } } }
            @if let Some(digest) = &subject.digest {
                div .wide { dt { "SHA-256" } dd { code { (digest) } } }
            }
            (means(&settings.means))
            div {
                dt { "Levels" }
                dd { (if settings.strict { "SHOULD counts as MUST" } else { "MUST decides, SHOULD warns" }) }
            }
            div { dt { "Suite" } dd { (env!("CARGO_PKG_NAME")) " " (env!("CARGO_PKG_VERSION")) } }
            @if let Some((began, took)) = report.time {
                div { dt { "Began" } dd { (date(began)) } }
                div { dt { "Took" } dd { (seconds(Duration::from_millis(took.as_millis() as u64))) } }
            }
            div .wide { dt { "Repeat" } dd { code { (subject.command.as_str()) } } }
        }
    }
}

fn means(means: &Means) -> Markup {
    html! {
        @match means {
            Means::Component { transport, seeds } => {
                div { dt { "Transport" } dd { (transport) } }
                div { dt { "Random schedules" } dd { "seeds " (seeds.start()) " to " (seeds.end()) } }
            }
            Means::Deployment { surface, allowed, budget, sent, repeated } => {
                div { dt { "Surface" } dd { (surface) } }
                div { dt { "Profiles" } dd { (profiles(allowed)) } }
                div { dt { "Requests" } dd { (requests(*budget, *sent, *repeated)) } }
            }
        }
    }
}

/// Such as `1 January 2030, 12:34 UTC`.
fn date(since_1970: Duration) -> String {
    let date = OffsetDateTime::from_unix_timestamp(since_1970.as_secs() as i64);
    let date = date.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (day, month, year) = (date.day(), date.month(), date.year());
    format!("{day} {month} {year}, {:02}:{:02} UTC", date.hour(), date.minute())
}

/// Requirements that the head names.
const MOST: usize = 10;
