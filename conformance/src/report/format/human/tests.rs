use std::time::Duration;

use crate::core::evidence::{Event, Evidence, Lane};
use crate::core::outcome::{Broken, Outcome};
use crate::core::redaction::Redacted;
use crate::core::requirement::Profile;
use crate::core::requirements;
use crate::report::{Identity, Judgement, Means, Palette, Report, Settings};

fn judgement(id: &str, outcome: Outcome) -> Judgement {
    let requirement = requirements::find(id).expect("a known id");
    let opened = Event {
        at: Duration::ZERO,
        lane: Lane::Caller,
        text: "the client is opened".into(),
        is_answer: false,
        exchange: None,
    };
    Judgement {
        requirement,
        outcome,
        expectation: None,
        observed: None,
        seen_in: requirement,
        evidence: Evidence { events: vec![opened], gap: None },
        seed: None,
        took: Duration::ZERO,
    }
}

fn fail() -> Outcome {
    Outcome::Fail(Broken { expected: "1      deliver 200".into(), actual: "1      deliver 401".into() })
}

fn warning() -> Outcome {
    Outcome::Warning(Broken { expected: "".into(), actual: "".into() })
}

fn report(judgements: Vec<Judgement>) -> Report {
    Report {
        subject: Identity { name: "a component".into(), digest: None, command: "cargo conformance".into() },
        settings: Settings {
            strict: false,
            means: Means::Component { transport: "virtual", seeds: 0..=199 },
        },
        judgements,
        unmatched: Vec::new(),
        time: None,
    }
}

fn deployment(judgements: Vec<Judgement>) -> Report {
    let command = "scaikey-conformance deployment".into();
    let means = Means::Deployment {
        surface: "tenant",
        allowed: vec![Profile::Slow],
        budget: 40,
        sent: 40,
        repeated: 0,
    };
    Report {
        subject: Identity { name: "a deployment".into(), digest: None, command },
        settings: Settings { strict: false, means },
        ..report(judgements)
    }
}

#[track_caller]
fn check(report: &Report, expected: &str) {
    let mut out = Vec::new();
    report.write(&mut out, Palette::NONE).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn a_failure_has_an_explanation() {
    let judgements =
        vec![judgement("reuse.fifty-calls", Outcome::Pass), judgement("retry.constant-401", fail())];
    check(
        &report(judgements),
        "\
Judging a component.

reuse: a fresh token is used again
  pass   reuse.fifty-calls   Fifty calls within a token's life cost one token request

retry: a refused token is replaced once, and nothing else is retried
  FAIL   retry.constant-401  Against a resource that always answers 401, twenty calls cost 21 token requests and 40 sends

FAIL retry.constant-401
  SHOULD Against a resource that always answers 401, twenty calls cost 21 token requests and 40 sends
  source: interface auth, Budget
  expected
    1      deliver 200
  actual
  > 1      deliver 401
  what happened
          +0.000000000 s  the client is opened
  repeat: cargo conformance --include retry.constant-401

NONCONFORMANT: 1 pass, 0 warning, 1 fail, 0 known, 0 error, 0 inconclusive, 0 not applicable, 0 skipped
",
    );
}

#[test]
fn the_digest_comes_first() {
    let mut report = report(vec![]);
    report.subject.digest = Some("0123abcd".into());
    check(
        &report,
        "\
Judging a component.
SHA-256 0123abcd

NOTHING RAN: 0 pass, 0 warning, 0 fail, 0 known, 0 error, 0 inconclusive, 0 not applicable, 0 skipped
",
    );
}

#[test]
fn an_error_says_nothing_about_the_subject() {
    let broken = judgement("reuse.fifty-calls", Outcome::Error("no runtime".into()));
    let judgements = vec![Judgement { evidence: Evidence::default(), ..broken }];
    check(
        &report(judgements),
        "\
Judging a component.

reuse: a fresh token is used again
  ERROR  reuse.fifty-calls  Fifty calls within a token's life cost one token request

ERROR reuse.fifty-calls
  MUST Fifty calls within a token's life cost one token request
  source: tutorial, 2. Acquire a token: no fresh token on every call
  not judged, which says nothing about the subject: no runtime
  repeat: cargo conformance --include reuse.fifty-calls

UNDECIDED: 0 pass, 0 warning, 0 fail, 0 known, 1 error, 0 inconclusive, 0 not applicable, 0 skipped
",
    );
}

#[test]
fn a_run_without_checks_is_no_success() {
    check(
        &report(vec![judgement("reuse.fifty-calls", Outcome::Skipped("not selected".into()))]),
        "\
Judging a component.

not judged
      1  not selected

NOTHING RAN: 0 pass, 0 warning, 0 fail, 0 known, 0 error, 0 inconclusive, 0 not applicable, 1 skipped
",
    );
}

#[test]
fn observations_and_known_failures_take_one_line() {
    let unclear = judgement("retry.discard", Outcome::NotApplicable("no overlap".into()));
    let observed =
        |id| Judgement { observed: Some("twenty\nof them".into()), ..judgement(id, Outcome::Pass) };
    let known = Judgement { expectation: Some("planned".into()), ..judgement("window.own-lifetime", fail()) };
    check(
        &report(vec![observed("reuse.fifty-calls"), known, unclear, observed("input.byte-order-mark")]),
        "\
Judging a component.

reuse: a fresh token is used again
  pass   reuse.fifty-calls      Fifty calls within a token's life cost one token request: twenty of them

window: a token is replaced 30 s before it expires: not earlier, not later
  known  window.own-lifetime    Each token lives by its own lifetime, not by that of the token before it: known, planned

input: token responses and requests that are odd, broken or hostile
  note   input.byte-order-mark  Whether a token response may begin with a byte order mark: twenty of them

not judged
      1  not applicable: no overlap

conformant, but for what is known: 2 pass, 0 warning, 0 fail, 1 known, 0 error, 0 inconclusive, 1 not applicable, 0 skipped
",
    );
}

#[test]
fn a_warning_says_who_demands_what() {
    #[track_caller]
    fn check(report: Report, reason: &str) {
        let mut out = Vec::new();
        report.write(&mut out, Palette::ANSI).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        let id = &report.judgements[0].requirement.id;
        assert!(text.contains(&format!("\x1b[33mwarn {id}\x1b[0m\n")), "{text}");
        assert!(
            text.contains(&format!("  a warning: {reason}; --strict counts it as a failure\n")),
            "{text}"
        );
    }
    check(report(vec![judgement("retry.discard", warning())]), "ScaiKey does not demand it");
    check(
        deployment(vec![judgement("keys.signature", warning())]),
        "ScaiKey does not clearly promise it, but services expect it",
    );
}

#[test]
fn a_report_on_a_deployment_counts_requests() {
    let open = judgement("keys.signature", Outcome::Inconclusive("429 three times".into()));
    let silent = judgement("token.scope-member", Outcome::Inconclusive("no answer".into()));
    let idle = judgement("refusal.garbage", Outcome::Skipped("noisy: --allow noisy judges it".into()));
    let silent = Judgement { evidence: Evidence::default(), ..silent };
    check(
        &deployment(vec![silent, open, idle]),
        "\
Judging a deployment.
Surface tenant, profiles safe, slow

token: what a token endpoint answers
  open   token.scope-member  Whether a token response names the scopes that were granted

keys: what tokens are signed with, and what is published of it
  OPEN   keys.signature      The signature of a token verifies with a published key

open token.scope-member
  OBSERVE Whether a token response names the scopes that were granted
  source: ScaiKey, quickstart
  not judged, so judge again: no answer
  repeat: scaikey-conformance deployment --include token.scope-member

OPEN keys.signature
  SHOULD The signature of a token verifies with a published key
  source: ScaiKey, tokens and scopes
  not judged, so judge again: 429 three times
  what happened
          +0.000000000 s  the client is opened
  repeat: scaikey-conformance deployment --include keys.signature

not judged
      1  noisy: --allow noisy judges it

UNDECIDED: 0 pass, 0 warning, 0 fail, 0 known, 0 error, 2 inconclusive, 0 not applicable, 1 skipped
requests: 40 of at most 40, none of them repeated
",
    );
}

#[test]
fn long_texts_are_cut() {
    let endless = "x".repeat(1 << 20) + &"\nline".repeat(1000);
    let broken = Broken { expected: "".into(), actual: Redacted::of_the_suite(&endless) };
    let mut out = Vec::new();
    let endless = report(vec![judgement("retry.discard", Outcome::Fail(broken))]);
    endless.write(&mut out, Palette::NONE).expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.len() < 4000 && text.contains("    ... 921 lines left out\n"), "{text}");
}
