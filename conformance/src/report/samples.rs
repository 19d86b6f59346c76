//! Reports to test formats with: every outcome, told by strangers who wish the reader ill.

use std::time::Duration;

use super::{Identity, Judgement, Means, Report, Settings};
use crate::evidence::{Event, Evidence, Exchange, Gap, Lane, Message};
use crate::judge::unseen;
use crate::outcome::{Broken, Outcome};
use crate::redaction::Redacted;
use crate::requirements;

/// What markup, markdown, terminals and build servers might obey.
pub(super) const HOSTILE: &str = "</script><script>alert(1)</script>\"><img src=x onerror=alert(1)>\n\n\
     ::error::gone\n##[error]gone | `code` **bold** @mention #1 http://evil.test 100% \u{1b}[31mred";

/// One judgement of each kind.
pub(super) fn every_outcome() -> Report {
    let known = Judgement {
        expectation: Some(hostile()),
        ..judgement("retry.constant-401", Outcome::Fail(broken()))
    };
    let observed = Judgement { observed: Some(hostile()), ..judgement("window.own-lifetime", Outcome::Pass) };
    report(vec![
        judgement("world.survives-a-call", Outcome::Pass),
        judgement("acquisition.token-before-call", Outcome::NotApplicable(hostile())),
        judgement("acquisition.bearer-header", Outcome::Skipped(hostile())),
        judgement("reuse.fifty-calls", Outcome::Error(hostile())),
        judgement("keys.signature", Outcome::Inconclusive(hostile())),
        observed,
        judgement("window.reuse-above-thirty-seconds", Outcome::Warning(broken())),
        judgement("retry.once-after-401", Outcome::Fail(broken())),
        known,
    ])
}

/// So many failures.
pub(super) fn failures(count: usize) -> Report {
    report((0..count).map(|_| judgement("retry.once-after-401", Outcome::Fail(broken()))).collect())
}

/// So many failures, each as long as a stranger can make it.
pub(super) fn long(count: usize) -> Report {
    let text = Redacted::of_the_suite(&"<&>\u{1f4a3}".repeat(5_000));
    let broken = Broken { expected: text.clone(), actual: text };
    report((0..count).map(|_| judgement("retry.once-after-401", Outcome::Fail(broken.clone()))).collect())
}

fn report(judgements: Vec<Judgement>) -> Report {
    let subject = Identity { name: hostile(), digest: Some("0123abcd".into()), command: hostile() };
    let means = Means::Component { transport: "virtual", seeds: 0..=9 };
    Report {
        subject,
        settings: Settings { strict: false, means },
        judgements,
        unmatched: Vec::new(),
        time: Some((Duration::from_secs(1_893_456_000), Duration::from_millis(1500))),
    }
}

fn judgement(id: &str, outcome: Outcome) -> Judgement {
    let requirement = requirements::find(id).expect("it is in the registry");
    Judgement { evidence: evidence(), ..unseen(requirement, outcome) }
}

fn evidence() -> Evidence {
    let message = Message {
        line: hostile(),
        headers: vec![(hostile(), hostile()), ("authorization".into(), "Bearer token#1".into())],
        body: hostile(),
        length: HOSTILE.len(),
    };
    let answered = Exchange {
        request: message.clone(),
        response: Some(message.clone()),
        delay: Duration::from_secs(1),
        token: Some(1),
    };
    let lost = Exchange { request: message, response: None, delay: Duration::ZERO, token: None };
    let event = |seconds, lane, exchange| Event {
        at: Duration::from_secs(seconds),
        lane,
        text: hostile(),
        is_answer: false,
        exchange,
    };
    let events = vec![
        event(0, Lane::Caller, None),
        event(0, Lane::TokenEndpoint, Some(answered.clone())),
        event(3570, Lane::Clocks, None),
        event(3570, Lane::Resource, Some(answered)),
        event(3570, Lane::Elsewhere, Some(lost)),
    ];
    Evidence { events, gap: Some(Gap { after: 2, missing: 7 }) }
}

fn broken() -> Broken {
    Broken { expected: "1      deliver 200".into(), actual: hostile() }
}

fn hostile() -> Redacted {
    HOSTILE.into()
}
