//! The built-in component under thousands of random schedules, and under those that once found a defect.

use std::ops::Range;
use std::thread;

use scaikey_conformance::{Conclusion, Palette, Selection, Subject, judge};

#[track_caller]
fn check(subject: &Subject, seeds: Range<u64>) {
    let selection = Selection::new(vec!["fault.recovers".into()]).expect("a known id").seeds(seeds);
    let report = judge(subject, &selection);
    let mut text = Vec::new();
    report.write(&mut text, Palette::NONE, "cargo conformance").expect("it is written");
    assert_eq!(report.conclusion(), Conclusion::Conformant, "{}", String::from_utf8_lossy(&text));
}

fn subject() -> Subject {
    Subject::load("the built-in component", scaikey_component::CLIENT).expect("it loads")
}

#[test]
fn no_schedule_breaks_the_component() {
    let subject = subject();
    thread::scope(|scope| {
        for first in (0..SCHEDULES).step_by(SHARE) {
            let subject = &subject;
            scope.spawn(move || check(subject, first..first + SHARE as u64));
        }
    });
}

#[test]
fn what_was_found_once_stays_mended() {
    let subject = subject();
    for line in include_str!("seeds.txt").lines().filter(|line| !line.starts_with('#')) {
        let seed = line.split_whitespace().next().and_then(|seed| seed.parse().ok()).expect(line);
        check(&subject, seed..seed + 1);
    }
}

const SCHEDULES: u64 = 2000;
/// Schedules for one thread.
const SHARE: usize = 1000;
