//! The report for build servers, as all of them read JUnit's XML: one suite an area, one case a requirement, and what
//! came of it as an element of the case.

mod status;

use std::io::{self, Write};

use chrono::DateTime;
use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use crate::core::outcome::Outcome;
use crate::core::requirements;
use crate::report::excerpt::line;
use crate::report::settings::USUAL_TRANSPORT;
use crate::report::wording::{profiles, requests};
use crate::report::{Judgement, Means, Palette, Report};

use status::status;

impl Report {
    /// Writes the report as JUnit's XML, without times if the report has none.
    pub fn write_junit(&self, out: &mut impl Write) -> io::Result<()> {
        let mut document = Document::new("scaikey-conformance");
        if let Some((began, took)) = self.time {
            document.set_timestamp(DateTime::UNIX_EPOCH + began).set_time(took);
        }
        let areas = self.judgements.chunk_by(|a, b| a.requirement.area() == b.requirement.area());
        let suites = areas.map(|judgements| suite(self, judgements));
        let suites = suites.chain((!self.unmatched.is_empty()).then(|| unmatched(self)));
        document.add_test_suites(suites.map(|suite| described(self, suite)));
        document.serialize(out).map_err(io::Error::other)
    }
}

/// A failure for each expectation that names nothing that was judged.
fn unmatched(report: &Report) -> TestSuite {
    let mut suite = TestSuite::new("expectations");
    suite.add_test_cases(report.unmatched.iter().map(|expectation| {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type("unmatched").set_message("it names nothing that was judged");
        status.set_description(text(expectation.as_str()));
        let mut case = TestCase::new(name(report, &brief(expectation.as_str())), status);
        case.set_classname("scaikey.expectations");
        case
    }));
    suite
}

fn suite(report: &Report, judgements: &[Judgement]) -> TestSuite {
    let mut suite = TestSuite::new(judgements[0].requirement.area());
    if let Some((began, _)) = report.time {
        suite.set_timestamp(DateTime::UNIX_EPOCH + began);
        suite.set_time(judgements.iter().map(|judgement| judgement.took).sum());
    }
    suite.add_test_cases(judgements.iter().map(|judgement| case(report, judgement)));
    suite
}

/// With what is the same for all suites: what was judged, and how.
fn described(report: &Report, mut suite: TestSuite) -> TestSuite {
    // Readers look for `skipped`; those that know `disabled` too would count twice.
    let skipped = std::mem::take(&mut suite.disabled);
    suite.extra.insert("skipped".into(), skipped.to_string().into());
    suite.extra.insert("hostname".into(), HOST.into());
    if let Some(digest) = &report.subject.digest {
        suite.add_property(("digest", &**digest));
    }
    if let Means::Deployment { surface, allowed, budget, sent, repeated } = &report.settings.means {
        suite.add_property(("surface", *surface));
        suite.add_property(("profiles", &*profiles(allowed)));
        suite.add_property(("requests", &*requests(*budget, *sent, *repeated)));
    }
    suite
}

fn case(report: &Report, judgement: &Judgement) -> TestCase {
    let requirement = judgement.requirement;
    let rule = requirement.id.split_once('.').map_or(&*requirement.id, |(_, rule)| rule);
    let mut case = TestCase::new(name(report, rule), status(report, judgement));
    case.set_classname(format!("scaikey.{}", requirement.area()));
    let (file, line) = requirements::place(requirement);
    case.extra.insert("file".into(), file.into());
    case.extra.insert("line".into(), line.to_string().into());
    if report.time.is_some() {
        case.set_time(judgement.took);
    }
    case.add_property(("requirement", &*requirement.id));
    case.add_property(("level", &*requirement.level.to_string()));
    case.add_property(("outcome", judgement.word()));
    match (&judgement.outcome, &judgement.observed) {
        (Outcome::Warning(_), _) => {
            case.set_system_out(format!("WARNING\n{}", explanation(report, judgement)));
        }
        (_, Some(observed)) => {
            case.set_system_out(format!("OBSERVED\n{}", text(observed.as_str())));
        }
        _ => {}
    }
    case
}

/// What a case is called, such as `once-after-401`, or `once-after-401 [wire]`, so that the files of two runs can be read
/// together.
fn name(report: &Report, title: &str) -> String {
    match report.settings.means {
        Means::Component { transport, .. } if transport != USUAL_TRANSPORT => {
            format!("{title} [{transport}]")
        }
        Means::Deployment { surface, .. } => format!("{title} [{surface}]"),
        Means::Component { .. } => title.into(),
    }
}

/// The same as a person reads in the report.
fn explanation(report: &Report, judgement: &Judgement) -> String {
    let mut explanation = Vec::new();
    // Nothing can go wrong: it is written to memory.
    let _ = report.explain(judgement, &mut explanation, Palette::NONE);
    text(&String::from_utf8_lossy(&explanation))
}

/// A text for an attribute, which readers show in a list.
fn brief(text: &str) -> String {
    legal(&line(text, MESSAGE))
}

/// A text for an element: at most so much that readers do not choke on it.
fn text(text: &str) -> String {
    legal(&text[..text.floor_char_boundary(TEXT)])
}

/// Without the two characters that XML forbids and `quick-junit` lets through.
fn legal(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

/// The same on every machine: readers want a name, and a report is to say nothing about who made it.
const HOST: &str = "localhost";
/// Characters.
const MESSAGE: usize = 200;
/// Bytes.
const TEXT: usize = 8 << 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::outcome::Broken;
    use crate::report::tests::samples;

    /// What the only judgement of a report is written as has this part.
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
    fn a_case_is_named_after_its_rule_and_whatever_the_next_run_may_do_otherwise() {
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
    fn a_suite_says_what_was_judged_and_how_and_not_where() {
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
    fn what_could_not_be_seen_is_an_error_if_it_counts() {
        let deployment = samples::deployment();
        has(&deployment, "<testsuite name=\"keys\" tests=\"1\" disabled=\"0\" errors=\"1\" failures=\"0\"");
        has(&deployment, "\" type=\"inconclusive\">");
        has(&deployment, "<skipped message=\"inconclusive: ");
        has(&deployment, "<testsuites name=\"scaikey-conformance\" tests=\"10\" failures=\"1\" errors=\"2\"");
    }

    #[test]
    fn a_subject_that_was_stopped_is_an_error() {
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
