//! Runs the selected checks, each in a world of its own.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::checks::{self, Check};
use crate::outcome::Outcome;
use crate::report::{Judgement, Report};
use crate::requirement::Requirement;
use crate::requirements;
use crate::selection::Selection;
use crate::subject::Subject;
use crate::world::World;

/// Judges a subject by the selected requirements. Whatever the subject does, the report is complete.
pub fn judge(subject: &Subject, selection: &Selection) -> Report {
    let selected = requirements::all().filter(|requirement| selection.contains(requirement.id));
    let judged =
        selected.filter_map(|requirement| Some(judgement(subject, requirement, checks::of(requirement)?)));
    Report { subject: subject.name().to_owned(), judgements: judged.collect() }
}

fn judgement(subject: &Subject, requirement: &'static Requirement, check: &Check) -> Judgement {
    // A panic is a mistake of the suite, never of the subject, and costs one check, not the report.
    let judged = catch_unwind(AssertUnwindSafe(|| run(subject, check)));
    let (outcome, timeline) =
        judged.unwrap_or_else(|_| (Outcome::Error("the check panicked: see above".into()), Vec::new()));
    Judgement { requirement, outcome, timeline }
}

fn run(subject: &Subject, check: &Check) -> (Outcome, Vec<String>) {
    let mut world = match World::new(subject, check.application) {
        Ok(world) => world,
        Err(error) => return (Outcome::Error(format!("no runtime for the check: {error}")), Vec::new()),
    };
    let verdict = (check.act)(&mut world).and_then(|()| world.invariants_hold());
    let redaction = world.redaction();
    let timeline = world.timeline().iter().map(|line| redaction.text(line)).collect();
    (redaction.outcome(verdict.into()), timeline)
}
