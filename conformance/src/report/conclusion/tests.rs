use std::ops::RangeInclusive;

use super::*;
use crate::core::outcome::Broken;
use crate::core::requirement::Profile;
use crate::core::requirements;
use crate::report::{Identity, Means, Settings};

fn judgement(id: &str, outcome: Outcome) -> Judgement {
    Judgement::without_evidence(requirements::find(id).expect("a known id"), outcome)
}

fn report(means: Means, judgements: Vec<Judgement>) -> Report {
    Report {
        subject: Identity { name: "a subject".into(), digest: None, command: "judge".into() },
        settings: Settings { strict: false, means },
        judgements,
        unmatched: Vec::new(),
        time: None,
    }
}

fn component(seeds: RangeInclusive<u64>) -> Means {
    Means::Component { transport: "virtual", seeds }
}

fn deployment(allowed: &[Profile]) -> Means {
    Means::Deployment { surface: "platform", allowed: allowed.to_vec(), budget: 40, sent: 9, repeated: 0 }
}

fn fail() -> Outcome {
    Outcome::Fail(Broken { expected: "".into(), actual: "".into() })
}

fn warning() -> Outcome {
    Outcome::Warning(Broken { expected: "".into(), actual: "".into() })
}

fn inconclusive() -> Outcome {
    Outcome::Inconclusive("429".into())
}

fn skipped() -> Outcome {
    Outcome::Skipped("not selected".into())
}

#[test]
fn an_error_outweighs_a_failure_and_a_failure_outweighs_the_rest() {
    #[track_caller]
    fn check(outcomes: Vec<Outcome>, expected: Conclusion) {
        let judgements = outcomes.into_iter().map(|outcome| judgement("reuse.fifty-calls", outcome));
        assert_eq!(report(component(0..=199), judgements.collect()).conclusion(), expected);
    }
    let error = || Outcome::Error("no runtime".into());
    let not_applicable = || Outcome::NotApplicable("no overlap".into());
    check(vec![], Conclusion::Empty);
    check(vec![skipped()], Conclusion::Empty);
    check(vec![Outcome::Pass], Conclusion::Conformant);
    check(vec![Outcome::Pass, not_applicable()], Conclusion::Conformant);
    check(vec![not_applicable()], Conclusion::Empty);
    check(vec![Outcome::Pass, fail()], Conclusion::Nonconformant);
    check(vec![Outcome::Pass, warning()], Conclusion::Conformant);
    check(vec![warning(), fail()], Conclusion::Nonconformant);
    check(vec![fail(), skipped()], Conclusion::Nonconformant);
    check(vec![Outcome::Pass, skipped()], Conclusion::Partial);
    check(vec![error(), fail(), Outcome::Pass], Conclusion::Undecided);
    check(vec![Outcome::Pass, inconclusive()], Conclusion::Undecided);
    check(vec![warning(), inconclusive(), skipped()], Conclusion::Undecided);
    check(vec![fail(), inconclusive()], Conclusion::Nonconformant);
    check(vec![error(), inconclusive()], Conclusion::Undecided);
}

#[test]
fn an_inconclusive_requirement_leaves_a_run_undecided_unless_its_level_is_observe() {
    #[track_caller]
    fn check(judgements: &[(&str, Outcome)], expected: Conclusion) {
        let judgements = judgements.iter().map(|(id, outcome)| judgement(id, outcome.clone()));
        assert_eq!(report(deployment(&[]), judgements.collect()).conclusion(), expected);
    }
    let (must, should, observe) = ("token.basic", "token.lifetime-usable", "token.not-cached");
    check(&[("transport.tls", Outcome::Pass), (must, inconclusive())], Conclusion::Undecided);
    check(&[("transport.tls", Outcome::Pass), (should, inconclusive())], Conclusion::Undecided);
    check(&[("transport.tls", Outcome::Pass), (observe, inconclusive())], Conclusion::Conformant);
    check(&[("transport.tls", skipped()), (observe, inconclusive())], Conclusion::Undecided);
}

#[test]
fn a_skipped_requirement_that_counts_makes_a_run_partial() {
    #[track_caller]
    fn check(strict: bool, seeds: RangeInclusive<u64>, id: &str, expected: Conclusion) {
        let judgements = vec![judgement("reuse.own-token", Outcome::Pass), judgement(id, skipped())];
        let settings = Settings { strict, means: component(seeds) };
        assert_eq!(Report { settings, ..report(component(0..=199), judgements) }.conclusion(), expected);
    }
    let (must, should, observe) = ("reuse.fifty-calls", "retry.constant-401", "input.byte-order-mark");
    check(false, 0..=199, must, Conclusion::Partial);
    check(false, 0..=199, should, Conclusion::Conformant);
    check(true, 0..=199, should, Conclusion::Partial);
    check(true, 0..=199, observe, Conclusion::Conformant);
    check(false, 0..=u64::MAX, should, Conclusion::Conformant);
    check(false, 0..=198, should, Conclusion::Partial);
    check(false, 1..=199, should, Conclusion::Partial);
}

#[test]
fn a_requirement_of_a_profile_that_is_not_allowed_does_not_count() {
    #[track_caller]
    fn check(allowed: &[Profile], id: &str, expected: Conclusion) {
        let judgements = vec![judgement("transport.tls", Outcome::Pass), judgement(id, skipped())];
        assert_eq!(report(deployment(allowed), judgements).conclusion(), expected);
    }
    check(&[], "refusal.garbage", Conclusion::Conformant);
    check(&[Profile::Slow, Profile::Load], "refusal.garbage", Conclusion::Conformant);
    check(&[Profile::Noisy], "refusal.garbage", Conclusion::Partial);
    check(&[], "token.basic", Conclusion::Partial);
}

#[test]
fn an_unmatched_expectation_fails_a_run_unless_a_requirement_is_inconclusive() {
    #[track_caller]
    fn check(outcome: Outcome, expected: Conclusion) {
        let judgements = vec![judgement("transport.tls", Outcome::Pass), judgement("token.basic", outcome)];
        let unmatched = vec!["token.*: planned".into()];
        assert_eq!(Report { unmatched, ..report(deployment(&[]), judgements) }.conclusion(), expected);
    }
    check(Outcome::Pass, Conclusion::Nonconformant);
    check(skipped(), Conclusion::Nonconformant);
    check(inconclusive(), Conclusion::Undecided);
}

#[test]
fn a_known_failure_does_not_count() {
    let mut known = judgement("reuse.fifty-calls", fail());
    known.expectation = Some("planned".into());
    let judgements = vec![known, judgement("retry.constant-401", Outcome::Pass)];
    let report = report(component(0..=199), judgements);
    assert_eq!((report.conclusion(), report.counts().known), (Conclusion::Conformant, 1));
}

#[test]
fn each_conclusion_has_an_exit_code() {
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
