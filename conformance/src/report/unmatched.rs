//! Every format names the expectations that failed a run.

use super::format::Format;
use super::{Palette, Report, samples};

#[track_caller]
fn check(format: Format) {
    let report = Report { unmatched: vec!["retry.*: planned".into()], ..samples::failures(20) };
    let mut out = Vec::new();
    report.write_as(format, Palette::NONE, &mut out).expect("memory");
    let text = String::from_utf8(out).expect("UTF-8");
    assert!(text.contains("retry.*: planned"), "{format:?}: {text}");
    assert!(format != Format::Annotations || text.lines().count() == 10, "{text}");
}

#[test]
fn each_format_names_an_expectation_that_matches_nothing() {
    let formats =
        [Format::Human, Format::Json, Format::Junit, Format::Html, Format::Annotations, Format::Summary];
    formats.into_iter().for_each(check);
}
