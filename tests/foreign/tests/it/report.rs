//! Reports in which everything occurs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use scaikey_conformance::{
    Broken, ComponentOptions, Evidence, Identity, Judgement, Means, Outcome, Profile, Redacted, Report,
    RunOptions, Selection, Settings, Subject, judge, requirements,
};

/// A run on the built-in component, its outcomes exchanged for one of each kind in a row.
pub(crate) fn component() -> Report {
    let subject =
        Subject::load("the \"built-in\" <component>", "scaikey-conformance", scaikey_component::CLIENT);
    let include = vec!["retry.*".parse().expect("an area")];
    let run = RunOptions { selection: Selection { include, exclude: Vec::new() }, ..RunOptions::default() };
    let run = ComponentOptions { run, ..ComponentOptions::default() };
    exchanged(judge(&subject.expect("it loads"), &run))
}

/// The same without times.
pub(crate) fn timeless() -> Report {
    let mut report = component();
    report.time = None;
    report.judgements.iter_mut().for_each(|judgement| judgement.took = Duration::ZERO);
    report
}

/// What a run on a deployment might find out, but for the evidence.
pub(crate) fn deployment() -> Report {
    let allowed = vec![Profile::Noisy, Profile::Slow, Profile::Load];
    let means = Means::Deployment { surface: "platform", allowed, budget: 40, sent: 31, repeated: 2 };
    let judgements = requirements::deployment().map(|requirement| Judgement {
        requirement,
        outcome: Outcome::Pass,
        expectation: None,
        observed: None,
        seen_in: requirement,
        evidence: Evidence::default(),
        seed: None,
        took: Duration::from_millis(7),
    });
    exchanged(Report {
        subject: Identity { name: HOSTILE.into(), digest: None, command: HOSTILE.into() },
        settings: Settings { strict: true, means },
        judgements: judgements.collect(),
        unmatched: vec![HOSTILE.into()],
        time: Some((Duration::from_secs(1_893_456_000), Duration::from_millis(1500))),
    })
}

fn exchanged(mut report: Report) -> Report {
    let hostile = || Redacted::from(HOSTILE);
    let broken = || Broken { expected: hostile(), actual: hostile() };
    let outcomes = [
        Outcome::Warning(broken()),
        Outcome::Fail(broken()),
        Outcome::Fail(broken()),
        Outcome::Error(hostile()),
        Outcome::Inconclusive(hostile()),
        Outcome::NotApplicable(hostile()),
        Outcome::Skipped(hostile()),
        Outcome::Pass,
    ];
    for (judgement, (kind, outcome)) in report.judgements.iter_mut().zip(outcomes.iter().enumerate().cycle())
    {
        judgement.outcome = outcome.clone();
        judgement.expectation = (kind == 2).then(hostile);
        judgement.observed = (kind == 7).then(hostile);
        judgement.seed = (kind == 1).then_some(u64::MAX);
    }
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
