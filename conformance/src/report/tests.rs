use super::*;
use crate::outcome::Difference;
use crate::requirements;

fn judgement(id: &str, outcome: Outcome) -> Judgement {
    let timeline = vec!["      +0.000000000 s  the client is opened".to_owned()];
    Judgement { requirement: requirements::find(id).unwrap(), outcome, timeline, seed: None }
}

fn fail() -> Outcome {
    Outcome::Fail(Difference { expected: "1      deliver 200".into(), actual: "1      deliver 401".into() })
}

fn warning() -> Outcome {
    Outcome::Warning(Difference { expected: String::new(), actual: String::new() })
}

fn report(judgements: Vec<Judgement>) -> Report {
    Report { subject: "a component".into(), judgements }
}

#[track_caller]
fn check(report: &Report, expected: &str) {
    let mut out = Vec::new();
    report.write(&mut out, Palette::NONE, "cargo conformance").unwrap();
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

reuse
  pass   reuse.fifty-calls   Fifty calls within a token's life cost one token request

retry
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

NONCONFORMANT: 1 pass, 0 warning, 1 fail, 0 error, 0 skip
",
    );
}

#[test]
fn an_error_is_the_suites_own() {
    let judgements = vec![judgement("reuse.fifty-calls", Outcome::Error("no runtime".into()))];
    check(
        &report(judgements),
        "\
Judging a component.

reuse
  ERROR  reuse.fifty-calls  Fifty calls within a token's life cost one token request

ERROR reuse.fifty-calls
  MUST Fifty calls within a token's life cost one token request
  source: tutorial, 2. Acquire a token: no fresh token on every call
  the suite broke, which says nothing about the component: no runtime
  repeat: cargo conformance --include reuse.fifty-calls

UNDECIDED: 0 pass, 0 warning, 0 fail, 1 error, 0 skip
",
    );
}

#[test]
fn a_skip_tells_why() {
    check(
        &report(vec![judgement("reuse.fifty-calls", Outcome::Skip("there is no client".into()))]),
        "\
Judging a component.

reuse
  skip   reuse.fifty-calls  there is no client

UNDECIDED: 0 pass, 0 warning, 0 fail, 0 error, 1 skip
",
    );
}

#[test]
fn an_empty_run_is_no_success() {
    check(
        &report(Vec::new()),
        "\
Judging a component.

NOTHING RAN, no requirement was selected: 0 pass, 0 warning, 0 fail, 0 error, 0 skip
",
    );
}

#[test]
fn an_error_outweighs_a_failure() {
    #[track_caller]
    fn conclude(outcomes: Vec<Outcome>, expected: Conclusion) {
        let judgements = outcomes.into_iter().map(|outcome| judgement("reuse.fifty-calls", outcome));
        assert_eq!(report(judgements.collect()).conclusion(), expected);
    }
    let skip = || Outcome::Skip("no client".into());
    conclude(vec![], Conclusion::Empty);
    conclude(vec![Outcome::Pass], Conclusion::Conformant);
    conclude(vec![Outcome::Pass, fail()], Conclusion::Nonconformant);
    conclude(vec![Outcome::Pass, warning()], Conclusion::Conformant);
    conclude(vec![warning(), fail()], Conclusion::Nonconformant);
    conclude(vec![fail(), skip()], Conclusion::Nonconformant);
    conclude(vec![Outcome::Pass, skip()], Conclusion::Undecided);
    conclude(vec![Outcome::Error(String::new()), fail(), Outcome::Pass], Conclusion::Undecided);
}
