//! No format lets a secret through: what a real component sent and was sent, looked for in each.

use std::io;

use super::{Palette, Report};
use crate::application::{PLATFORM, RESERVED};
use crate::judge::judge;
use crate::run::Run;
use crate::subject::Subject;

/// The report on the built-in component, which writes one of its requests wrong.
fn broken() -> Report {
    let (right, wrong) = ("form-urlencoded", "form-urlencodex");
    let mut bytes = scaikey_component::CLIENT.to_vec();
    for place in 0..bytes.len() - right.len() {
        if bytes[place..].starts_with(right.as_bytes()) {
            bytes[place..place + wrong.len()].copy_from_slice(wrong.as_bytes());
        }
    }
    let subject = Subject::load("a component", "judge", &bytes).expect("it loads");
    judge(&subject, &Run { seeds: 0..=9, ..Run::default() })
}

#[track_caller]
fn check(write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) {
    let mut out = Vec::new();
    write(&mut out).expect("it is written");
    let text = String::from_utf8(out).expect("it is text");
    assert!(text.contains("form-urlencodex"), "it tells nothing");
    assert!(text.len() < 2_000_000, "{} bytes", text.len());
    let spellings = PLATFORM.spellings.iter().chain(RESERVED.spellings).map(|(text, _)| *text);
    for secret in spellings.chain(["mock.token-"]) {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn secrets_reach_no_format() {
    let report = broken();
    check(|out| report.write(out, Palette::NONE));
    check(|out| report.write_json(out));
    check(|out| report.write_junit(out));
    check(|out| report.write_html(out));
    check(|out| report.write_annotations(out));
    check(|out| report.write_summary(out));
}
