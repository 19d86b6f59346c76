//! The judge itself: a run depends on nothing but the component.

use scaikey_conformance::{
    ComponentOptions, Outcome, Palette, Report, RunOptions, Selection, Subject, judge, requirements,
};

fn subject() -> Subject {
    Subject::load("the built-in component", "judge", scaikey_component::CLIENT).expect("it loads")
}

/// Everything, and some random schedules.
fn options() -> ComponentOptions {
    ComponentOptions { seeds: SEEDS, reproducible: true, ..ComponentOptions::default() }
}

/// All that a run found out, event by event.
fn shown(report: &Report) -> Vec<String> {
    report.judgements.iter().map(|judgement| format!("{judgement:?}")).collect()
}

#[test]
fn every_run_is_the_same() {
    let first = judge(&subject(), &options());
    let second = judge(&subject(), &options());
    assert_eq!(shown(&first), shown(&second));
}

#[test]
fn a_check_alone_sees_what_it_sees_among_all() {
    let subject = subject();
    let all = shown(&judge(&subject, &options()));
    // What always holds is judged on whatever ran.
    let checked =
        requirements::component().zip(all).filter(|(requirement, _)| requirement.area() != "always");
    for (requirement, among_all) in checked {
        let include = vec![requirement.id.parse().expect("a known id")];
        let selection = Selection { include, ..Selection::default() };
        let run = RunOptions { selection, ..RunOptions::default() };
        let report = judge(&subject, &ComponentOptions { run, ..options() });
        let alone = report.judgements.iter().find(|judgement| judgement.requirement.id == requirement.id);
        assert_eq!(format!("{:?}", alone.expect("it is there")), among_all);
    }
}

#[test]
fn a_failure_is_told_without_secrets() {
    let subject =
        Subject::load("a component", "judge", &with("form-urlencoded", "form-urlencodex")).expect("it loads");
    let report = judge(&subject, &ComponentOptions::default());

    let failed = report.judgements.iter().filter(|judgement| matches!(judgement.outcome, Outcome::Fail(_)));
    let failed: Vec<_> = failed.map(|judgement| judgement.requirement.id.as_str()).collect();
    assert_eq!(failed, ["acquisition.form-content-type"]);

    let mut text = Vec::new();
    report.write(&mut text, Palette::NONE).expect("it is written");
    let text = String::from_utf8(text).expect("it is text");
    assert!(text.contains("> content-type: application/x-www-form-urlencodex"), "{text}");
    // What people read leaves out the header fields; other reports do not.
    let text = format!("{text}{report:?}");
    assert!(text.contains("Basic <credentials>"), "{text}");
    for secret in ["s3cret-A1b2C3d4E5f6", "c3ZjLXVzYWdl", "mock.token-"] {
        assert!(!text.contains(secret), "{text}");
    }
}

/// The built-in component, one of its texts replaced by another of the same length.
fn with(old: &str, new: &str) -> Vec<u8> {
    assert_eq!(new.len(), old.len());
    let mut bytes = scaikey_component::CLIENT.to_vec();
    let places: Vec<_> = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(old.as_bytes())).collect();
    assert!(!places.is_empty(), "the component holds no {old}");
    for at in places {
        bytes[at..at + new.len()].copy_from_slice(new.as_bytes());
    }
    bytes
}

const SEEDS: std::ops::RangeInclusive<u64> = 0..=9;
