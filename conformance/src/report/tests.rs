use super::*;
use crate::evidence::{Event, Lane};
use crate::outcome::Broken;
use crate::requirements;

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

#[track_caller]
fn check(report: &Report, expected: &str) {
    let mut out = Vec::new();
    report.write(&mut out, Palette::NONE).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn a_failure_tells_everything() {
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

NONCONFORMANT: 1 pass, 0 warning, 1 fail, 0 known, 0 error, 0 not applicable, 0 skipped
",
    );
}

#[test]
fn the_digest_is_told_before_all_else() {
    let mut report = report(vec![]);
    report.subject.digest = Some("0123abcd".into());
    check(
        &report,
        "\
Judging a component.
SHA-256 0123abcd

NOTHING RAN: 0 pass, 0 warning, 0 fail, 0 known, 0 error, 0 not applicable, 0 skipped
",
    );
}

#[test]
fn an_error_is_the_suites_own() {
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
  not judged, which says nothing about the component: no runtime
  repeat: cargo conformance --include reuse.fifty-calls

UNDECIDED: 0 pass, 0 warning, 0 fail, 0 known, 1 error, 0 not applicable, 0 skipped
",
    );
}

#[test]
fn an_empty_run_is_no_success() {
    check(
        &report(vec![judgement("reuse.fifty-calls", Outcome::Skipped("not selected".into()))]),
        "\
Judging a component.

not judged
      1  not selected

NOTHING RAN: 0 pass, 0 warning, 0 fail, 0 known, 0 error, 0 not applicable, 1 skipped
",
    );
}

#[test]
fn what_is_neither_good_nor_bad_is_told_in_a_line() {
    let unclear = judgement("retry.discard", Outcome::NotApplicable("no overlap".into()));
    let (mut note, mut known) =
        (judgement("reuse.fifty-calls", Outcome::Pass), judgement("window.own-lifetime", fail()));
    note.observed = Some("twenty\nof them".into());
    known.expectation = Some("planned".into());
    check(
        &report(vec![note, known, unclear]),
        "\
Judging a component.

reuse: a fresh token is used again
  note   reuse.fifty-calls    Fifty calls within a token's life cost one token request: twenty of them

window: a token is replaced 30 s before it expires: not earlier, not later
  known  window.own-lifetime  Each token lives by its own lifetime, not by that of the token before it: known, planned

not judged
      1  not applicable: no overlap

conformant, but for what is known: 1 pass, 0 warning, 0 fail, 1 known, 0 error, 1 not applicable, 0 skipped
",
    );
}

#[test]
fn a_warning_says_what_it_is() {
    let mut out = Vec::new();
    let warned = report(vec![judgement("retry.discard", warning())]);
    warned.write(&mut out, Palette::ANSI).expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.contains("\x1b[33mwarn retry.discard\x1b[0m\n"), "{text}");
    assert!(
        text.contains("a warning: ScaiKey does not demand it; --strict counts it as a failure"),
        "{text}"
    );
}

#[test]
fn endless_texts_are_cut() {
    let endless = "x".repeat(1 << 20) + &"\nline".repeat(1000);
    let broken = Broken { expected: "".into(), actual: Redacted::of_the_suite(&endless) };
    let mut out = Vec::new();
    let endless = report(vec![judgement("retry.discard", Outcome::Fail(broken))]);
    endless.write(&mut out, Palette::NONE).expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.len() < 4000 && text.contains("    ... 921 lines left out\n"), "{text}");
}

#[test]
fn an_error_outweighs_a_failure_and_a_failure_what_was_skipped() {
    #[track_caller]
    fn conclude(outcomes: Vec<Outcome>, expected: Conclusion) {
        let judgements = outcomes.into_iter().map(|outcome| judgement("reuse.fifty-calls", outcome));
        assert_eq!(report(judgements.collect()).conclusion(), expected);
    }
    let skipped = || Outcome::Skipped("no client".into());
    let error = || Outcome::Error("no runtime".into());
    conclude(vec![], Conclusion::Empty);
    conclude(vec![skipped()], Conclusion::Empty);
    conclude(vec![Outcome::Pass], Conclusion::Conformant);
    conclude(vec![Outcome::Pass, Outcome::NotApplicable("no overlap".into())], Conclusion::Conformant);
    conclude(vec![Outcome::NotApplicable("no overlap".into())], Conclusion::Empty);
    conclude(vec![Outcome::Pass, fail()], Conclusion::Nonconformant);
    conclude(vec![Outcome::Pass, warning()], Conclusion::Conformant);
    conclude(vec![warning(), fail()], Conclusion::Nonconformant);
    conclude(vec![fail(), skipped()], Conclusion::Nonconformant);
    conclude(vec![Outcome::Pass, skipped()], Conclusion::Partial);
    conclude(vec![error(), fail(), Outcome::Pass], Conclusion::Undecided);
}

#[test]
fn what_counts_must_have_been_judged() {
    #[track_caller]
    fn conclude(strict: bool, seeds: RangeInclusive<u64>, skipped: &str, expected: Conclusion) {
        let skipped = judgement(skipped, Outcome::Skipped("not selected".into()));
        let report = report(vec![judgement("reuse.own-token", Outcome::Pass), skipped]);
        let settings = Settings { strict, means: Means::Component { transport: "virtual", seeds } };
        assert_eq!(Report { settings, ..report }.conclusion(), expected);
    }
    let (must, should, observe) = ("reuse.fifty-calls", "retry.constant-401", "input.byte-order-mark");
    conclude(false, 0..=199, must, Conclusion::Partial);
    conclude(false, 0..=199, should, Conclusion::Conformant);
    conclude(true, 0..=199, should, Conclusion::Partial);
    conclude(true, 0..=199, observe, Conclusion::Conformant);
    conclude(false, 0..=u64::MAX, should, Conclusion::Conformant);
    conclude(false, 0..=198, should, Conclusion::Partial);
    conclude(false, 1..=199, should, Conclusion::Partial);
}

#[test]
fn an_expectation_that_matches_nothing_is_a_failure() {
    let unmatched = vec!["retry.*: planned".into()];
    let report = Report { unmatched, ..report(vec![judgement("reuse.own-token", Outcome::Pass)]) };
    assert_eq!(report.conclusion(), Conclusion::Nonconformant);
}

#[test]
fn a_known_failure_does_not_count() {
    let mut known = judgement("reuse.fifty-calls", fail());
    known.expectation = Some("planned".into());
    let report = report(vec![known, judgement("retry.constant-401", Outcome::Pass)]);
    assert_eq!((report.conclusion(), report.counts().known), (Conclusion::Conformant, 1));
}

#[test]
fn a_conclusion_is_an_exit_code() {
    for (conclusion, code) in [
        (Conclusion::Conformant, 0),
        (Conclusion::Nonconformant, 1),
        (Conclusion::Undecided, 3),
        (Conclusion::Partial, 4),
        (Conclusion::Empty, 4),
    ] {
        assert_eq!(conclusion.exit_code(), code, "{conclusion:?}");
    }
}
