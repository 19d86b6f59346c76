//! Reports with every outcome and with hostile texts.

use std::time::Duration;

use crate::core::evidence::{Event, Evidence, Exchange, Gap, Lane, Message};
use crate::core::outcome::{Broken, Outcome};
use crate::core::redaction::Redacted;
use crate::core::report::{Identity, Judgement, Means, Report, Settings};
use crate::core::requirement::Profile;
use crate::core::requirements;

/// Markup, Markdown, escape sequences and commands of build servers.
pub(in crate::report) const HOSTILE: &str = "</script><script>alert(1)</script>\"><img src=x onerror=alert(1)>\n\n\
     ::error::gone\n##[error]gone | `code` **bold** @mention #1 http://evil.test 100% \u{1b}[31mred";

/// A report on a component and one on a deployment.
pub(in crate::report) fn both() -> [Report; 2] {
    [component(), deployment()]
}

/// A report on a component, with a judgement of each outcome.
pub(in crate::report) fn component() -> Report {
    report(vec![
        judgement("world.survives-a-call", Outcome::Pass),
        judgement("acquisition.token-before-call", Outcome::NotApplicable(hostile())),
        judgement("acquisition.bearer-header", Outcome::Skipped(hostile())),
        judgement("reuse.fifty-calls", Outcome::Error(hostile())),
        observed(judgement("window.own-lifetime", Outcome::Pass)),
        judgement("window.reuse-above-thirty-seconds", Outcome::Warning(broken())),
        judgement("retry.once-after-401", Outcome::Fail(broken())),
        known(judgement("retry.constant-401", Outcome::Fail(broken()))),
    ])
}

/// A report on a deployment, with a judgement of each outcome.
pub(in crate::report) fn deployment() -> Report {
    let judgements = vec![
        judgement("transport.tls", Outcome::Pass),
        judgement("transport.certificate-lasts", Outcome::Warning(broken())),
        judgement("token.basic", Outcome::Fail(broken())),
        known(judgement("token.form-credentials", Outcome::Fail(broken()))),
        observed(judgement("token.scope-member", Outcome::Pass)),
        judgement("token.not-cached", Outcome::Inconclusive(hostile())),
        judgement("claims.tenant", Outcome::NotApplicable(hostile())),
        judgement("keys.signature", Outcome::Inconclusive(hostile())),
        judgement("admin.read", Outcome::Error(hostile())),
        judgement("refusal.garbage", Outcome::Skipped(hostile())),
    ];
    let means = Means::Deployment {
        surface: "platform",
        allowed: vec![Profile::Slow],
        budget: 40,
        sent: 31,
        repeated: 2,
    };
    let subject = Identity { name: hostile(), digest: None, command: hostile() };
    Report { subject, settings: Settings { strict: false, means }, ..report(judgements) }
}

/// A report with this many failures.
pub(in crate::report) fn failures(count: usize) -> Report {
    report((0..count).map(|_| judgement("retry.once-after-401", Outcome::Fail(broken()))).collect())
}

/// A report with this many failures, each with long texts.
pub(in crate::report) fn long(count: usize) -> Report {
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
    Judgement { evidence: evidence(), ..Judgement::without_evidence(requirement, outcome) }
}

fn known(judgement: Judgement) -> Judgement {
    Judgement { expectation: Some(hostile()), ..judgement }
}

fn observed(judgement: Judgement) -> Judgement {
    Judgement { observed: Some(hostile()), ..judgement }
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
    let published = Exchange { token: None, ..answered.clone() };
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
        event(3570, Lane::Metadata, Some(published)),
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
