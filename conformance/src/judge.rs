//! Runs the selected checks, each in a world of its own.

use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::application::PLATFORM;
use crate::checks::{self, Check};
use crate::outcome::Outcome;
use crate::report::{Judgement, Report};
use crate::requirement::{Level, Requirement};
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
        selected.map(|requirement| judgement(subject, requirement, selection)).collect()
    } else {
        let rest = selected.filter(|requirement| requirement.id != SURVIVAL.id);
        iter::once(judgement(subject, SURVIVAL, selection)).chain(rest.map(skipped)).collect()
    };
    Report { subject: subject.name().to_owned(), judgements }
}

fn survives(subject: &Subject) -> bool {
    World::new(subject, &PLATFORM).is_ok_and(|mut world| {
        world.get();
        world.survived().is_ok()
    })
}

fn judgement(subject: &Subject, requirement: &'static Requirement, selection: &Selection) -> Judgement {
    let Some(check) = checks::of(requirement) else {
        return unseen(requirement, Outcome::Error("no check judges this requirement".into()));
    };
    // A panic is a mistake of the suite, never of the subject. It costs one check, not the report.
    catch_unwind(AssertUnwindSafe(|| run(subject, requirement, check, selection)))
        .unwrap_or_else(|_| unseen(requirement, Outcome::Error("the check panicked".into())))
}

fn run(
    subject: &Subject,
    requirement: &'static Requirement,
    check: &Check,
    selection: &Selection,
) -> Judgement {
    let mut world = match World::new(subject, check.application) {
        Ok(world) => world,
        Err(error) => {
            return unseen(requirement, Outcome::Error(format!("no runtime for the check: {error}")));
        }
    };
    world.seeds = selection.seeds.clone();
    let outcome = match ((check.act)(&mut world), world.invariants_hold()) {
        (Err(broken), _) if requirement.level == Level::Must || selection.strict => Outcome::Fail(broken),
        (Err(broken), Ok(())) => Outcome::Warning(broken),
        // What holds in every check binds in every check.
        (_, held) => held.into(),
    };
    let redaction = world.redaction();
    let timeline = world.timeline().iter().map(|line| redaction.text(line)).collect();
    Judgement { requirement, outcome: redaction.outcome(outcome), timeline, seed: world.seed }
}

fn skipped(requirement: &'static Requirement) -> Judgement {
    unseen(requirement, Outcome::Skip(format!("pointless without {}", SURVIVAL.id)))
}

fn unseen(requirement: &'static Requirement, outcome: Outcome) -> Judgement {
    Judgement { requirement, outcome, timeline: Vec::new(), seed: None }
}
