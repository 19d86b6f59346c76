//! The report for machines. `report.schema.json` describes every member of it.

mod evidence;
mod judgement;
mod requirement;

use std::io::{self, Write};
use std::time::Duration;

use serde::Serialize;

use crate::core;
use crate::core::redaction::Redacted;
use crate::core::requirements;
use crate::report::wording::{heading, meaning, timestamp};
use crate::report::{self, Conclusion, Counts, Report};
use evidence::nanoseconds;
use judgement::Judgement;
use requirement::Requirement;

impl Report {
    /// Writes the report as JSON. Without [`time`](Self::time), the same subject, suite and settings give the same
    /// bytes.
    pub fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        write(&Document::from(self), out)
    }
}

/// The same document in one line.
pub(super) fn compact(report: &Report) -> serde_json::Result<String> {
    serde_json::to_string(&Document::from(report))
}

/// Writes requirements as a JSON array.
pub(crate) fn write_requirements(
    requirements: &[&'static core::requirement::Requirement],
    out: &mut impl Write,
) -> io::Result<()> {
    write(&requirements.iter().map(|requirement| Requirement::from(*requirement)).collect::<Vec<_>>(), out)
}

/// JSON Schema of the report, draft 2020-12.
pub(crate) const SCHEMA: &str = include_str!("../../../report.schema.json");

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    suite: &'static str,
    interface: Option<&'static str>,
    subject: Subject<'a>,
    settings: Settings,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Time>,
    conclusion: &'static str,
    exit_code: u8,
    heading: &'static str,
    meaning: String,
    counts: Tally,
    areas: Vec<Area>,
    unmatched: &'a [Redacted],
    judgements: Vec<Judgement<'a>>,
}

#[derive(Serialize)]
struct Area {
    name: &'static str,
    about: &'static str,
}

#[derive(Serialize)]
struct Subject<'a> {
    kind: &'static str,
    name: &'a Redacted,
    digest: Option<&'a str>,
    command: &'a Redacted,
}

#[derive(Serialize)]
struct Settings {
    strict: bool,
    #[serde(flatten)]
    means: Means,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Means {
    Component { transport: &'static str, seeds: Seeds },
    Deployment { surface: &'static str, allowed: Vec<String>, budget: usize, sent: usize, repeated: usize },
}

#[derive(Serialize)]
struct Seeds {
    first: String,
    last: String,
}

#[derive(Serialize)]
struct Time {
    began: String,
    took: String,
}

#[derive(Serialize)]
struct Tally {
    pass: usize,
    warning: usize,
    fail: usize,
    known: usize,
    error: usize,
    inconclusive: usize,
    #[serde(rename = "not-applicable")]
    not_applicable: usize,
    skipped: usize,
}

impl<'a> From<&'a Report> for Document<'a> {
    fn from(report: &'a Report) -> Self {
        let report::Identity { name, digest, command } = &report.subject;
        let (kind, interface) = match report.settings.means {
            report::Means::Component { .. } => ("component", Some(INTERFACE)),
            report::Means::Deployment { .. } => ("deployment", None),
        };
        Self {
            schema: VERSION,
            suite: env!("CARGO_PKG_VERSION"),
            interface,
            subject: Subject { kind, name, digest: digest.as_deref(), command },
            settings: Settings::from(&report.settings),
            time: report.time.map(Time::from),
            conclusion: word(report.conclusion()),
            exit_code: report.conclusion().exit_code(),
            heading: heading(report),
            meaning: meaning(report),
            counts: report.counts().into(),
            areas: areas(report),
            unmatched: &report.unmatched,
            judgements: report.judgements.iter().map(|judgement| Judgement::new(report, judgement)).collect(),
        }
    }
}

impl From<&report::Settings> for Settings {
    fn from(settings: &report::Settings) -> Self {
        let means = match &settings.means {
            report::Means::Component { transport, seeds } => {
                let seeds = Seeds { first: seeds.start().to_string(), last: seeds.end().to_string() };
                Means::Component { transport, seeds }
            }
            report::Means::Deployment { surface, allowed, budget, sent, repeated } => {
                let allowed = allowed.iter().map(ToString::to_string).collect();
                Means::Deployment { surface, allowed, budget: *budget, sent: *sent, repeated: *repeated }
            }
        };
        Self { strict: settings.strict, means }
    }
}

impl From<(Duration, Duration)> for Time {
    fn from((began, took): (Duration, Duration)) -> Self {
        Self { began: timestamp(began) + "Z", took: nanoseconds(took) }
    }
}

impl From<Counts> for Tally {
    fn from(counts: Counts) -> Self {
        let Counts { pass, warning, fail, known, error, inconclusive, not_applicable, skipped } = counts;
        Self { pass, warning, fail, known, error, inconclusive, not_applicable, skipped }
    }
}

/// The areas of the judgements, each once.
fn areas(report: &Report) -> Vec<Area> {
    let mut names: Vec<_> = report.judgements.iter().map(|judgement| judgement.requirement.area()).collect();
    names.dedup();
    names.into_iter().map(|name| Area { name, about: requirements::about(name) }).collect()
}

fn word(conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Conformant => "conformant",
        Conclusion::Nonconformant => "nonconformant",
        Conclusion::Undecided => "undecided",
        Conclusion::Partial => "partial",
        Conclusion::Empty => "empty",
    }
}

fn write(value: &impl Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// Rises when a member is renamed, removed or means something else; a new member leaves it as it is.
const VERSION: u32 = 1;

/// The interface by which a component is called.
const INTERFACE: &str = "scaikey:client@0.1.0";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interface_is_the_package_of_the_contract() {
        let contract = include_str!("../../../../wit/auth.wit");
        assert_eq!(contract.lines().next(), Some(&*format!("package {INTERFACE};")));
    }
}
