//! The report for build servers, as all of them read JUnit XML: one suite for each area, one case for each requirement,
//! and the outcome as an element of the case.

mod element;
mod outcome;

use std::io::{self, Write};
use std::time::Duration;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use crate::core::outcome::Outcome;
use crate::core::requirements;
use crate::report::excerpt::line;
use crate::report::settings::USUAL_TRANSPORT;
use crate::report::wording::{profiles, requests, timestamp};
use crate::report::{Judgement, Means, Palette, Report};

use element::Element;
use outcome::outcome;

impl Report {
    /// Writes the report as JUnit XML, without times if the report has none.
    pub fn write_junit(&self, out: &mut impl Write) -> io::Result<()> {
        let areas = self.judgements.chunk_by(|a, b| a.requirement.area() == b.requirement.area());
        let mut suites: Vec<_> = areas.map(|judgements| area(self, judgements)).collect();
        if !self.unmatched.is_empty() {
            suites.push(unmatched(self));
        }
        let mut xml = Writer::new_with_indent(out, b' ', 4);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        document(self, suites).write(&mut xml)?;
        xml.write_indent()
    }
}

/// The root, which counts what all suites have.
fn document(report: &Report, suites: Vec<Element>) -> Element {
    let document = Element::of("testsuites", suites);
    let count = |name| document.count(name);
    let [tests, failures, errors, skipped] = ["testcase", "failure", "error", "skipped"].map(count);
    let document = document
        .with("name", "scaikey-conformance")
        .with("tests", tests)
        .with("failures", failures)
        .with("errors", errors)
        .with("skipped", skipped);
    timed(document, report.time)
}

/// The suite of one area.
fn area(report: &Report, judgements: &[Judgement]) -> Element {
    let took = judgements.iter().map(|judgement| judgement.took).sum();
    let cases = judgements.iter().map(|judgement| case(report, judgement)).collect();
    suite(report, judgements[0].requirement.area(), cases, report.time.map(|(began, _)| (began, took)))
}

/// A suite with a failure for each expectation that names nothing that was judged.
fn unmatched(report: &Report) -> Element {
    let cases = report.unmatched.iter().map(|expectation| {
        let failure = Element::of_text("failure", text(expectation.as_str()))
            .with("message", "it names nothing that was judged")
            .with("type", "unmatched");
        Element::of("testcase", vec![failure])
            .with("name", name(report, &brief(expectation.as_str())))
            .with("classname", "scaikey.expectations")
    });
    suite(report, "expectations", cases.collect(), None)
}

/// A suite, with what is the same for all: what was judged, and how.
fn suite(report: &Report, name: &str, cases: Vec<Element>, time: Option<(Duration, Duration)>) -> Element {
    let content = properties(&means(report)).into_iter().chain(cases).collect();
    let suite = Element::of("testsuite", content);
    let count = |name| suite.count(name);
    let [tests, errors, failures, skipped] = ["testcase", "error", "failure", "skipped"].map(count);
    // Readers that know `disabled` add it to `skipped`.
    let suite = suite
        .with("name", name)
        .with("tests", tests)
        .with("disabled", 0)
        .with("errors", errors)
        .with("failures", failures);
    timed(suite, time).with("skipped", skipped).with("hostname", HOST)
}

fn means(report: &Report) -> Vec<(&'static str, String)> {
    let mut means: Vec<_> = report.subject.digest.iter().map(|digest| ("digest", digest.clone())).collect();
    if let Means::Deployment { surface, allowed, budget, sent, repeated } = &report.settings.means {
        means.push(("surface", (*surface).into()));
        means.push(("profiles", profiles(allowed)));
        means.push(("requests", requests(*budget, *sent, *repeated)));
    }
    means
}

fn case(report: &Report, judgement: &Judgement) -> Element {
    let requirement = judgement.requirement;
    let rule = requirement.id.split_once('.').map_or(&*requirement.id, |(_, rule)| rule);
    let known = [
        ("requirement", requirement.id.clone()),
        ("level", requirement.level.to_string()),
        ("outcome", judgement.word().into()),
    ];
    let output = match (&judgement.outcome, &judgement.observed) {
        (Outcome::Warning(_), _) => Some(format!("WARNING\n{}", explanation(report, judgement))),
        (_, Some(observed)) => Some(format!("OBSERVED\n{}", text(observed.as_str()))),
        _ => None,
    };
    let output = output.map(|output| Element::of_text("system-out", &output));
    let content = [properties(&known), outcome(report, judgement), output];
    let case = Element::of("testcase", content.into_iter().flatten().collect())
        .with("name", name(report, rule))
        .with("classname", format!("scaikey.{}", requirement.area()));
    let case = match report.time {
        Some(_) => case.with("time", seconds(judgement.took)),
        None => case,
    };
    let (file, line) = requirements::place(requirement);
    case.with("file", file).with("line", line)
}

/// An element with these names and values; `None` if there are none.
fn properties(known: &[(&'static str, String)]) -> Option<Element> {
    let property = |(name, value): &(&'static str, String)| {
        Element::of("property", Vec::new()).with("name", name).with("value", value)
    };
    (!known.is_empty()).then(|| Element::of("properties", known.iter().map(property).collect()))
}

/// An element with the time at which it began, since 1970, and the time that it took.
fn timed(element: Element, time: Option<(Duration, Duration)>) -> Element {
    let Some((began, took)) = time else { return element };
    element.with("timestamp", timestamp(began) + "+00:00").with("time", seconds(took))
}

fn seconds(duration: Duration) -> String {
    format!("{:.3}", duration.as_secs_f64())
}

/// The name of a case, such as `once-after-401` or `once-after-401 [wire]`: unique among runs over other transports and
/// on other surfaces.
fn name(report: &Report, title: &str) -> String {
    match report.settings.means {
        Means::Component { transport, .. } if transport != USUAL_TRANSPORT => {
            format!("{title} [{transport}]")
        }
        Means::Deployment { surface, .. } => format!("{title} [{surface}]"),
        Means::Component { .. } => title.into(),
    }
}

/// The explanation from the report for people.
fn explanation(report: &Report, judgement: &Judgement) -> String {
    let mut explanation = Vec::new();
    // Writing to memory cannot fail.
    let _ = report.explain(judgement, &mut explanation, Palette::NONE);
    text(&String::from_utf8_lossy(&explanation)).into()
}

/// A text for an attribute, which readers show in a list.
fn brief(text: &str) -> String {
    line(text, MESSAGE)
}

/// The beginning of a text for an element: some readers fail on endless ones.
fn text(text: &str) -> &str {
    &text[..text.floor_char_boundary(TEXT)]
}

/// Readers expect a host name; the report names no machine.
const HOST: &str = "localhost";
/// Characters of an attribute.
const MESSAGE: usize = 200;
/// Bytes of the text of an element.
const TEXT: usize = 8 << 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::outcome::Broken;
    use crate::report::tests::samples;

    /// A report on one failure, changed, has this part.
    #[track_caller]
    fn check(change: impl FnOnce(&mut Report), part: &str) {
        let mut report = samples::failures(1);
        change(&mut report);
        has(&report, part);
    }

    #[track_caller]
    fn has(report: &Report, part: &str) {
        let mut out = Vec::new();
        report.write_junit(&mut out).expect("it is written");
        let text = String::from_utf8(out).expect("it is text");
        assert!(text.contains(part), "{text}");
    }

    #[test]
    fn a_case_is_named_after_its_rule_and_its_transport_or_surface() {
        check(|_| {}, "<testcase name=\"once-after-401\" classname=\"scaikey.retry\"");
        let wire = Means::Component { transport: "wire", seeds: 0..=9 };
        check(|report| report.settings.means = wire, "<testcase name=\"once-after-401 [wire]\"");
        has(&samples::deployment(), "<testcase name=\"signature [platform]\" classname=\"scaikey.keys\"");
        let unmatched = Report { unmatched: vec!["keys.*: planned".into()], ..samples::deployment() };
        has(&unmatched, "<testcase name=\"keys.*: planned [platform]\" classname=\"scaikey.expectations\"");
    }

    #[test]
    fn a_case_says_where_its_rule_stands() {
        let (_, line) = requirements::place(samples::failures(1).judgements[0].requirement);
        check(|_| {}, &format!(" file=\"conformance/requirements.toml\" line=\"{line}\""));
    }

    #[test]
    fn a_suite_says_what_was_judged_and_how() {
        check(|_| {}, " hostname=\"localhost\">");
        check(|_| {}, "<property name=\"digest\" value=\"0123abcd\"/>");
        let deployment = samples::deployment();
        has(&deployment, "<property name=\"surface\" value=\"platform\"/>");
        has(&deployment, "<property name=\"profiles\" value=\"safe, slow\"/>");
        has(&deployment, "<property name=\"requests\" value=\"31 of at most 40, 2 of them repeated\"/>");
        let unmatched = |report: &mut Report| report.unmatched = vec!["retry.*: planned".into()];
        check(
            unmatched,
            "<testsuite name=\"expectations\" tests=\"1\" disabled=\"0\" errors=\"0\" failures=\"1\" skipped=\"0\"",
        );
    }

    #[test]
    fn an_inconclusive_requirement_is_an_error_if_it_counts() {
        let deployment = samples::deployment();
        has(&deployment, "<testsuite name=\"keys\" tests=\"1\" disabled=\"0\" errors=\"1\" failures=\"0\"");
        has(&deployment, "\" type=\"inconclusive\">");
        has(&deployment, "<skipped message=\"inconclusive: ");
        has(
            &deployment,
            "<testsuites name=\"scaikey-conformance\" tests=\"10\" failures=\"1\" errors=\"2\" skipped=\"4\"",
        );
    }

    #[test]
    fn a_stopped_subject_is_an_error() {
        check(|_| {}, " errors=\"0\" failures=\"1\"");
        let stop = |report: &mut Report| {
            let actual = "stop: the component computed without end".into();
            report.judgements[0].outcome =
                Outcome::Fail(Broken { expected: "a call that ends".into(), actual });
        };
        check(stop, " errors=\"1\" failures=\"0\"");
        check(stop, "<error message=\"");
        check(stop, "\" type=\"stopped\">");
    }
}
