//! A report in which everything occurs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use scaikey_conformance::{Broken, Outcome, Redacted, Report, Run, Selection, Subject, judge};

/// A run on the built-in component, its outcomes exchanged for one of each kind in a row.
pub(crate) fn everything() -> Report {
    let subject =
        Subject::load("the \"built-in\" <component>", "scaikey-conformance", scaikey_component::CLIENT);
    let include = vec!["retry.*".parse().expect("an area")];
    let run = Run { selection: Selection { include, exclude: Vec::new() }, ..Run::default() };
    let mut report = judge(&subject.expect("it loads"), &run);
    let hostile = || Redacted::from(HOSTILE);
    let broken = || Broken { expected: hostile(), actual: hostile() };
    let outcomes = [
        Outcome::Warning(broken()),
        Outcome::Fail(broken()),
        Outcome::Fail(broken()),
        Outcome::Error(hostile()),
        Outcome::NotApplicable(hostile()),
        Outcome::Skipped(hostile()),
    ];
    for (index, judgement) in report.judgements.iter_mut().enumerate() {
        judgement.outcome = outcomes.get(index % 7).cloned().unwrap_or(Outcome::Pass);
        judgement.expectation = (index % 7 == 2).then(hostile);
        judgement.observed = (index % 7 == 6).then(hostile);
        judgement.seed = (index % 7 == 1).then_some(u64::MAX);
    }
    report
}

/// The same without times.
pub(crate) fn timeless() -> Report {
    let mut report = everything();
    report.time = None;
    report.judgements.iter_mut().for_each(|judgement| judgement.took = Duration::ZERO);
    report
}

/// Writes something, such as a report, to a file of this name.
pub(crate) fn file(name: &str, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut text = Vec::new();
    write(&mut text).and_then(|()| fs::write(&path, text)).expect("a writable folder");
    path
}

const HOSTILE: &str =
    "evil\n::error::evil ]]></failure><skipped/> \u{1b}[31m\u{0}\u{fffe} &amp; \"'|`\n\u{1f980}";
