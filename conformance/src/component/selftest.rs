//! The judge, judged: implementations with known defects, and the requirements that must fail for each.
//!
//! The clean reference must pass, in every style that the contract leaves open; each of its defects, and each broken
//! component, must turn the requirements red that it breaks, and no unrelated one. A requirement that no defect turns
//! red proves nothing.

mod expected;
mod hostile;
mod matrix;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::component::options::ComponentOptions;
use crate::component::suite::judge;
use crate::core::options::RunOptions;
use crate::core::outcome::Outcome;
use expected::{Case, cases};
use matrix::{Matrix, Row};

/// Judges all subjects. `progress` is told of each one that is done, of how many are done and of how many there are, from
/// several threads.
pub(crate) fn selftest(progress: &(dyn Fn(&str, usize, usize) + Sync)) -> Matrix {
    let cases = cases();
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let rows = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((index, case)) = take(&cases, &next) {
                    let row = judged(case);
                    progress(&row.name, done.fetch_add(1, Ordering::Relaxed) + 1, cases.len());
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

fn take<'a>(cases: &'a [Case], next: &AtomicUsize) -> Option<(usize, &'a Case)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    cases.get(index).map(|case| (index, case))
}

fn judged(case: &Case) -> Row {
    let run = RunOptions { strict: true, ..RunOptions::default() };
    let options = ComponentOptions { run, seeds: SEEDS, reproducible: true, ..ComponentOptions::default() };
    let (red, refused) = match (case.subject)() {
        Ok(subject) => {
            let report = judge(&subject, &options);
            let red = report
                .judgements
                .iter()
                .filter(|judgement| matches!(judgement.outcome, Outcome::Fail(_) | Outcome::Error(_)));
            (red.map(|judgement| judgement.requirement.id.clone()).collect(), None)
        }
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    Row {
        kind: case.kind,
        name: case.name.clone(),
        summary: case.summary.clone(),
        expected: case.expected.clone(),
        red,
        refused,
    }
}

/// Few of the random schedules: a defect that takes more to show is no obvious one.
const SEEDS: std::ops::RangeInclusive<u64> = 0..=19;
