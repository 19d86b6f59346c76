//! JUnit's XML, as a build server counts it.

use scaikey_conformance::{Counts, Level, Outcome, Report};

use crate::python::python;
use crate::report::{component, deployment, file, timeless};

/// Each case is counted, under what it came to: what could not be seen is an error, unless it cannot be broken.
#[track_caller]
fn check(report: &Report, name: &str) {
    let Counts { fail, known, error, inconclusive, not_applicable, skipped, .. } = report.counts();
    let kinds = [fail, known, error, inconclusive, not_applicable, skipped];
    assert!(kinds.iter().all(|count| *count > 5), "{kinds:?}");
    let cannot_fail = report.judgements.iter().filter(|judgement| {
        judgement.requirement.level == Level::Observe && matches!(judgement.outcome, Outcome::Inconclusive(_))
    });
    let (cannot_fail, unmatched) = (cannot_fail.count(), report.unmatched.len());
    let Some(printed) = python(COUNT, &[&file(name, |out| report.write_junit(out))]) else { return };
    let (tests, failures) = (report.judgements.len() + unmatched, fail + unmatched);
    let (errors, skips) =
        (error + inconclusive - cannot_fail, known + not_applicable + skipped + cannot_fail);
    let expected = format!("{tests} {failures} {errors} {skips}\n");
    // As the root says, as the suites say, and as the cases say.
    assert_eq!(printed, expected.repeat(3));
}

#[test]
fn a_build_server_counts_what_we_count() {
    check(&component(), "component.xml");
    check(&timeless(), "timeless.xml");
    check(&deployment(), "deployment.xml");
}

#[test]
fn every_case_has_a_name_of_its_own_and_a_reason_where_it_needs_one() {
    for (report, name) in [(component(), "component-names.xml"), (deployment(), "deployment-names.xml")] {
        python(NAMES, &[&file(name, |out| report.write_junit(out))]);
    }
}

const COUNT: &str = "
import sys
from xml.etree import ElementTree
from junitparser import JUnitXml
kinds = ('tests', 'failures', 'errors', 'skipped')
suites = ElementTree.parse(sys.argv[1]).getroot()
print(*(suites.get(kind) for kind in kinds))
print(*(sum(int(suite.get(kind)) for suite in suites) for kind in kinds))
counted = JUnitXml.fromfile(sys.argv[1])
print(*(getattr(counted, kind) for kind in kinds))
";

const NAMES: &str = "
import sys
from junitparser import JUnitXml
cases = [case for suite in JUnitXml.fromfile(sys.argv[1]) for case in suite]
names = {(case.classname, case.name) for case in cases}
assert len(names) == len(cases) and all(all(name) for name in names), names
for case in cases:
    assert len(case.result) <= 1, case.name
    for result in case.result:
        assert result.message and len(result.message) <= 200 and '\\n' not in result.message, case.name
        assert result.text and result.text.strip() and len(result.text) <= 8192, case.name
";
