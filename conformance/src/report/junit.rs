//! The report for build servers, as all of them read JUnit's XML: one suite an area, one case a requirement, and what
//! came of it as an element of the case.

use std::io::{self, Write};

use chrono::DateTime;
use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::line::line;
use super::{Judgement, Palette, Report};
use crate::outcome::{Broken, Outcome};

impl Report {
    /// Writes the report as JUnit's XML, without times if the report has none.
    pub fn write_junit(&self, out: &mut impl Write) -> io::Result<()> {
        let mut document = Document::new("scaikey-conformance");
        if let Some((began, took)) = self.time {
            document.set_timestamp(DateTime::UNIX_EPOCH + began).set_time(took);
        }
        let areas = self.judgements.chunk_by(|a, b| a.requirement.area() == b.requirement.area());
        document.add_test_suites(areas.map(|judgements| suite(self, judgements)));
        document.serialize(out).map_err(io::Error::other)
    }
}

fn suite(report: &Report, judgements: &[Judgement]) -> TestSuite {
    let mut suite = TestSuite::new(judgements[0].requirement.area());
    if let Some((began, _)) = report.time {
        suite.set_timestamp(DateTime::UNIX_EPOCH + began);
        suite.set_time(judgements.iter().map(|judgement| judgement.took).sum());
    }
    suite.add_test_cases(judgements.iter().map(|judgement| case(report, judgement)));
    // Readers look for `skipped`; those that know `disabled` too would count twice.
    let skipped = std::mem::take(&mut suite.disabled);
    suite.extra.insert("skipped".into(), skipped.to_string().into());
    suite
}

fn case(report: &Report, judgement: &Judgement) -> TestCase {
    let requirement = judgement.requirement;
    let rule = requirement.id.split_once('.').map_or(&*requirement.id, |(_, rule)| rule);
    let mut case = TestCase::new(rule, status(report, judgement));
    case.set_classname(format!("scaikey.{}", requirement.area()));
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

/// What came of it, as the one element that readers count.
fn status(report: &Report, judgement: &Judgement) -> TestCaseStatus {
    if let Some(reason) = judgement.expectation.as_ref().filter(|_| judgement.is_known()) {
        return skipped(&format!("known: {reason}"));
    }
    match &judgement.outcome {
        Outcome::Pass | Outcome::Warning(_) => TestCaseStatus::success(),
        Outcome::NotApplicable(reason) => skipped(&format!("not applicable: {reason}")),
        Outcome::Skipped(reason) => skipped(reason.as_str()),
        Outcome::Fail(Broken { expected, actual }) => {
            let kind = judgement.requirement.level.to_string().to_lowercase();
            let (expected, actual) = (expected.as_str(), actual.as_str());
            let mut lines = expected.lines().zip(actual.lines());
            let (wanted, came) = lines.find(|(wanted, came)| wanted != came).unwrap_or((expected, actual));
            let message = format!("{}: {came} instead of {wanted}", judgement.requirement.sentence);
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(kind).set_message(brief(&message));
            status.set_description(explanation(report, judgement));
            status
        }
        Outcome::Error(reason) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_type("not-judged").set_message(brief(reason.as_str()));
            status.set_description(explanation(report, judgement));
            status
        }
    }
}

/// The reason stands twice, since some readers show the attribute and others the text.
fn skipped(reason: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(brief(reason)).set_description(text(reason));
    status
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

/// Characters.
const MESSAGE: usize = 200;
/// Bytes.
const TEXT: usize = 8 << 10;
