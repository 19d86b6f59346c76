//! No format shows a secret of a component that was really judged.

use std::io;

use scaikey_reference::{Build, Defect};

use super::samples;
use crate::component::application::{Application, PLATFORM, RESERVED};
use crate::component::options::ComponentOptions;
use crate::component::secrets;
use crate::component::subject::Subject;
use crate::component::suite::judge;
use crate::report::{Palette, Report};

/// The report on the built-in component with a wrong `Content-Type`.
fn broken() -> Report {
    let (right, wrong) = ("form-urlencoded", "form-urlencodex");
    let mut bytes = scaikey_component::CLIENT.to_vec();
    for place in 0..bytes.len() - right.len() {
        if bytes[place..].starts_with(right.as_bytes()) {
            bytes[place..place + wrong.len()].copy_from_slice(wrong.as_bytes());
        }
    }
    let subject = Subject::load("a component", "judge", &bytes).expect("it loads");
    judge(&subject, &ComponentOptions { seeds: 0..=9, ..ComponentOptions::default() })
}

#[track_caller]
fn check(expected: &str, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) {
    let mut out = Vec::new();
    write(&mut out).expect("it is written");
    let text = String::from_utf8(out).expect("it is text");
    assert!(text.contains(expected), "{expected} is missing");
    assert!(text.len() < 3_000_000, "{} bytes", text.len());
    let spellings = PLATFORM.spellings.iter().chain(RESERVED.spellings).map(|(text, _)| *text);
    for secret in spellings.chain(["mock.token-", "7333637265742d", "bW9jay50b2tlbi0"]) {
        assert!(!text.contains(secret), "{secret}");
    }
    for spellings in [&*secrets::of(&PLATFORM), &secrets::of(&RESERVED), secrets::of_tokens()] {
        assert!(!spellings.show_in(&text), "{}", spellings.named(&text));
    }
}

#[track_caller]
fn check_all(expected: &str, report: &Report) {
    check(expected, |out| report.write(out, Palette::NONE));
    check(expected, |out| report.write_json(out));
    check(expected, |out| report.write_junit(out));
    check(expected, |out| report.write_html(out));
    check(expected, |out| report.write_annotations(out));
    check(expected, |out| report.write_summary(out));
}

#[test]
fn secrets_reach_no_format() {
    check_all("form-urlencodex", &broken());
}

#[test]
fn secrets_in_other_spellings_reach_no_format() {
    for (defect, place) in
        [(Defect::ErrorHoldsHex, "in an error"), (Defect::TokenInHeader, "in the x-debug header")]
    {
        let subject = Subject::reference(Build { defect: Some(defect), ..Build::default() });
        check_all(place, &judge(&subject, &ComponentOptions { seeds: 0..=0, ..ComponentOptions::default() }));
    }
}

#[test]
fn a_secret_that_is_a_word_of_the_report_leaves_the_report_readable() {
    samples::both().into_iter().for_each(keeps_its_words);
}

/// A report keeps its own words, though one of them is a secret that was redacted.
#[track_caller]
fn keeps_its_words(mut report: Report) {
    let word = Application { secret: "pass", spellings: &[("pass", "<client secret>")], ..PLATFORM };
    for judgement in &mut report.judgements {
        judgement.observed = Some(secrets::redaction(&word, 0).text("it may pass"));
    }
    let mut out = Vec::new();
    report.write_json(&mut out).expect("it is written");
    let json: serde_json::Value = serde_json::from_slice(&out).expect("it is JSON");
    assert_eq!(json["judgements"][0]["outcome"], "pass");
    assert_eq!(json["judgements"][0]["observed"], "it may <client secret>");
    for write in [Report::write_junit, Report::write_html, Report::write_summary, Report::write_annotations] {
        let mut out = Vec::new();
        write(&report, &mut out).expect("it is written");
        assert!(!String::from_utf8_lossy(&out).contains("it may pass"));
    }
    let mut out = Vec::new();
    report.write(&mut out, Palette::NONE).expect("it is written");
    assert!(String::from_utf8_lossy(&out).contains(" 2 pass,"));
}
