//! What every format contains.

use super::samples;
use crate::report::format::Format;
use crate::report::{Palette, Report};

/// The report in a format.
fn written(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    report.write_as(format, Palette::NONE, &mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn every_format_names_unmatched_expectations() {
    for format in FORMATS {
        let report = Report { unmatched: vec!["retry.*: planned".into()], ..samples::failures(20) };
        let text = written(&report, format);
        assert!(text.contains("retry.*: planned"), "{format:?}: {text}");
        assert!(format != Format::Annotations || text.lines().count() == 10, "{text}");
    }
}

#[test]
fn every_format_counts_repeated_requests() {
    for format in FORMATS {
        let text = written(&samples::deployment(), format);
        let expected = match format {
            Format::Json => "\"repeated\": 2",
            Format::Html => "\"repeated\":2",
            _ => "31 of at most 40, 2 of them repeated",
        };
        assert!(text.contains(expected), "{format:?}: {text}");
    }
}

const FORMATS: [Format; 6] =
    [Format::Human, Format::Json, Format::Junit, Format::Html, Format::Annotations, Format::Summary];
