//! The judge, judged: subjects of which it is known what is wrong with them, and which requirements must say so.
//!
//! The clean reference must pass, in every style that the contract leaves open; each of its defects, and each broken
//! component, must turn the requirements red that it breaks, and no unrelated one. A requirement that no defect turns
//! red proves nothing.

mod cast;
mod hostile;
mod matrix;
mod progress;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::component::judge::judge;
use crate::component::run::Run;
use crate::core::outcome::Outcome;
use cast::{Part, cast};
use matrix::{Matrix, Row};

pub(crate) use progress::Progress;

/// Judges the whole cast. `progress` hears of each part that is done, from several threads.
pub(crate) fn selftest(progress: &Progress) -> Matrix {
    let cast = cast();
    let next = AtomicUsize::new(0);
    let rows = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((index, part)) = take(&cast, &next) {
                    let row = play(part);
                    progress.done(&row.name, cast.len());
                    if let Ok(mut rows) = rows.lock() {
                        rows.push((index, row));
                    }
                }
            });
        }
    });
    let mut rows = rows.into_inner().unwrap_or_default();
    rows.sort_by_key(|(index, _)| *index);
    Matrix { rows: rows.into_iter().map(|(_, row)| row).collect() }
}

fn take<'a>(cast: &'a [Part], next: &AtomicUsize) -> Option<(usize, &'a Part)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    cast.get(index).map(|part| (index, part))
}

fn play(part: &Part) -> Row {
    let run = Run { seeds: SEEDS, strict: true, reproducible: true, ..Run::default() };
    let (red, refused) = match (part.subject)() {
        Ok(subject) => {
            let report = judge(&subject, &run);
            let red = report
                .judgements
                .iter()
                .filter(|judgement| matches!(judgement.outcome, Outcome::Fail(_) | Outcome::Error(_)));
            (red.map(|judgement| judgement.requirement.id.clone()).collect(), None)
        }
        Err(unfit) => (Vec::new(), Some(unfit.to_string())),
    };
    Row {
        kind: part.kind,
        name: part.name.clone(),
        summary: part.summary.clone(),
        demand: part.demand.clone(),
        red,
        refused,
    }
}

/// Few of the random schedules: a defect that takes more to show is no obvious one.
const SEEDS: std::ops::RangeInclusive<u64> = 0..=19;
