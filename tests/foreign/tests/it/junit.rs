//! JUnit's XML, as a build server counts it.

use scaikey_conformance::{Counts, Report};

use crate::python::python;
use crate::report::{everything, file, timeless};

/// Each case is counted, under what it came to.
#[track_caller]
fn check(report: &Report, name: &str) {
    let Counts { fail, known, error, not_applicable, skipped, .. } = report.counts();
    assert!([fail, known, error, not_applicable, skipped].iter().all(|count| *count > 5));
    let Some(printed) = python(COUNT, &[&file(name, |out| report.write_junit(out))]) else { return };
    let skips = known + not_applicable + skipped;
    let expected = format!("{} {fail} {error} {skips}\n", report.judgements.len());
    // First as the file says, then as its cases say.
    assert_eq!(printed, expected.repeat(2));
}

#[test]
fn a_build_server_counts_what_we_count() {
    check(&everything(), "everything.xml");
    check(&timeless(), "timeless.xml");
}

#[test]
fn every_case_has_a_name_of_its_own_and_a_reason_where_it_needs_one() {
    let report = everything();
    python(NAMES, &[&file("names.xml", |out| report.write_junit(out))]);
}

const COUNT: &str = "
import sys
from xml.etree import ElementTree
from junitparser import JUnitXml
kinds = ('tests', 'failures', 'errors', 'skipped')
suites = ElementTree.parse(sys.argv[1]).getroot()
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
