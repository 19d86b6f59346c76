//! The built-in component under thousands of random schedules, and under those that once found a defect.

use std::ops::RangeInclusive;
use std::thread;

use scaikey_conformance::{ComponentOptions, Conclusion, Palette, RunOptions, Selection, Subject, judge};

#[track_caller]
fn check(subject: &Subject, seeds: RangeInclusive<u64>) {
    let (conclusion, text) = play(subject, seeds);
    assert_eq!(conclusion, Conclusion::Partial, "{text}");
}

fn play(subject: &Subject, seeds: RangeInclusive<u64>) -> (Conclusion, String) {
    let include = ["fault.recovers", "fault.random-lives"].map(|id| id.parse().expect("a known id"));
    let selection = Selection { include: include.into(), ..Selection::default() };
    let run = RunOptions { selection, strict: true, ..RunOptions::default() };
    let report = judge(subject, &ComponentOptions { run, seeds, ..ComponentOptions::default() });
    let mut text = Vec::new();
    report.write(&mut text, Palette::NONE).expect("it is written");
    (report.conclusion(), String::from_utf8(text).expect("it is text"))
}

fn subject() -> Subject {
    Subject::load("the built-in component", "judge", scaikey_component::CLIENT).expect("it loads")
}

#[test]
fn no_schedule_breaks_the_component() {
    let subject = subject();
    thread::scope(|scope| {
        for first in (0..SCHEDULES).step_by(SHARE) {
            let subject = &subject;
            scope.spawn(move || check(subject, first..=first + SHARE as u64 - 1));
        }
    });
}

#[test]
fn what_was_found_once_stays_mended() {
    let subject = subject();
    for line in include_str!("../seeds.txt").lines().filter(|line| !line.starts_with('#')) {
        let seed = line.split_whitespace().next().and_then(|seed| seed.parse().ok()).expect(line);
        check(&subject, seed..=seed);
    }
}

#[test]
fn a_failure_names_the_command_that_repeats_it() {
    let mut bytes = scaikey_component::CLIENT.to_vec();
    let grant = b"client_credentials";
    let places: Vec<_> = (0..bytes.len()).filter(|&at| bytes[at..].starts_with(grant)).collect();
    for at in places {
        bytes[at] = b'C';
    }
    let subject =
        Subject::load("a component that asks for another grant", "judge", &bytes).expect("it loads");
    let (conclusion, text) = play(&subject, 5..=8);
    assert_eq!(conclusion, Conclusion::Nonconformant);
    assert!(text.contains("repeat: judge --include fault.recovers --seed 5 --strict\n"), "{text}");
}

const SCHEDULES: u64 = 2000;
/// Schedules for one thread.
const SHARE: usize = 1000;
