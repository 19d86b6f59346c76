//! Both transports give the same verdicts, so the virtual one tells the truth.

use scaikey_conformance::{
    ComponentOptions, Conclusion, Judgement, Need, Outcome, Pattern, Report, Requirement, RunOptions,
    Selection, Subject, Transport, judge,
};
use scaikey_reference::{Build, Defect, Style};

/// Judges a subject over the wire by what a pattern names, and again virtually by what was not skipped there.
#[track_caller]
fn check(subject: &Subject, include: &str) -> Report {
    let include = vec![pattern(include)];
    let selection = Selection { include: include.clone(), ..Selection::default() };
    let wire = judge(subject, &options(Transport::Wire, selection));
    let skipped = wire.judgements.iter().filter(|judgement| is_skipped(judgement));
    let exclude = skipped.map(|judgement| pattern(&judgement.requirement.id)).collect();
    let selection = Selection { include, exclude };
    let virtually = judge(subject, &options(Transport::Virtual, selection));
    let pairs = virtually.judgements.iter().zip(&wire.judgements).filter(|(_, here)| !is_skipped(here));
    // What was seen is told in times, which differ.
    let different = pairs.filter(|(there, here)| there.outcome.name() != here.outcome.name());
    let different: Vec<_> =
        different.map(|(there, here)| (&here.requirement.id, &there.outcome, &here.outcome)).collect();
    assert!(different.is_empty(), "{}: {different:#?}", wire.subject.name);
    wire
}

fn options(transport: Transport, selection: Selection) -> ComponentOptions {
    let run = RunOptions { selection, ..RunOptions::default() };
    ComponentOptions { run, transport, ..ComponentOptions::default() }
}

fn pattern(text: &str) -> Pattern {
    text.parse().expect("it names a requirement")
}

fn is_skipped(judgement: &Judgement) -> bool {
    matches!(judgement.outcome, Outcome::Skipped(_))
}

#[test]
fn the_component_is_conformant_over_sockets_too_as_far_as_they_go() {
    let subject = Subject::load("the built-in component", "judge", scaikey_component::CLIENT);
    let report = check(&subject.expect("it loads"), "*");
    assert_eq!(report.conclusion(), Conclusion::Partial);
    for judgement in report.judgements.iter().filter(|judgement| is_skipped(judgement)) {
        let Requirement { id, needs, .. } = judgement.requirement;
        assert!(needs.contains(&Need::Time) || needs.contains(&Need::Faults), "{id}");
    }
}

#[test]
fn the_reference_gets_the_same_verdicts_over_sockets() {
    for style in [Style::Plain, Style::Eager] {
        let report = check(&Subject::reference(Build { style, defect: None }), "*");
        assert_eq!(report.conclusion(), Conclusion::Partial, "{}", report.subject.name);
    }
}

#[test]
fn defects_are_found_over_sockets_too() {
    for (defect, area) in DEFECTS {
        let build = Build { defect: Some(*defect), ..Build::default() };
        let report = check(&Subject::reference(build), area);
        assert_eq!(report.conclusion(), Conclusion::Nonconformant, "{}", report.subject.name);
    }
}

/// Defects that show without waiting, and where.
const DEFECTS: &[(Defect, &str)] = &[
    (Defect::SecretInBody, "acquisition.*-token-request"),
    (Defect::NoCache, "area:reuse"),
    (Defect::RetryNever, "area:retry"),
    (Defect::RetryDropsBody, "area:retry"),
    (Defect::CutAccepted, "area:fault"),
    (Defect::RedirectFollowed, "area:fault"),
    (Defect::BodyAsToken, "area:input"),
    (Defect::PlaintextInside, "area:secret"),
    (Defect::SecretsPrinted, "area:secret"),
];
