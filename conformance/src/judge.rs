//! Runs the selected checks, each in a world of its own.

use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::application::PLATFORM;
use crate::checks::{self, Check};
use crate::outcome::Outcome;
use crate::report::{Judgement, Report};
use crate::requirement::Requirement;
use crate::requirements::{self, world::SURVIVAL};
use crate::selection::Selection;
use crate::subject::Subject;
use crate::world::World;

/// Judges a subject by the selected requirements. Whatever the subject does, the run ends and the report is complete.
///
/// A subject that does not survive a single call is judged by that alone, selected or not: the rest would only say the
/// same again, a hundred times slower.
pub fn judge(subject: &Subject, selection: &Selection) -> Report {
    let selected = requirements::all().filter(|requirement| selection.contains(requirement.id));
    let judgements = if survives(subject) {
        selected.map(|requirement| judgement(subject, requirement)).collect()
    } else {
        let rest = selected.filter(|requirement| requirement.id != SURVIVAL.id);
        iter::once(judgement(subject, SURVIVAL)).chain(rest.map(skipped)).collect()
    };
    Report { subject: subject.name().to_owned(), judgements }
}

fn survives(subject: &Subject) -> bool {
    World::new(subject, &PLATFORM).is_ok_and(|mut world| {
        world.get();
        world.survived().is_ok()
    })
}

fn judgement(subject: &Subject, requirement: &'static Requirement) -> Judgement {
    let unchecked = || (Outcome::Error("no check judges this requirement".into()), Vec::new());
    let (outcome, timeline) = checks::of(requirement).map_or_else(unchecked, |check| {
        // A panic is a mistake of the suite, never of the subject. It costs one check, not the report.
        catch_unwind(AssertUnwindSafe(|| run(subject, check)))
            .unwrap_or_else(|_| (Outcome::Error("the check panicked".into()), Vec::new()))
    });
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

fn skipped(requirement: &'static Requirement) -> Judgement {
    let outcome = Outcome::Skip(format!("pointless without {}", SURVIVAL.id));
    Judgement { requirement, outcome, timeline: Vec::new() }
}
