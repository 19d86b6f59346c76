//! Random schedules: months of calls, faults and clock jumps, in an order that a seed determines.

use crate::component::checks::{Check, check};
use crate::component::harness::Harness;
use crate::component::simulation;
use crate::core::verdict::Verdict;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    // A fourth of the seeds is enough to judge how a schedule ends.
    check("fault.recovers", |w| each_seed(w, 4, simulation::recover)),
    check("fault.random-lives", |w| each_seed(w, 1, simulation::play)),
];

/// Plays each seed, or one in so many, in a new harness. The first that does not pass remains.
fn each_seed(w: &mut Harness, stride: usize, play: fn(&mut Harness, u64) -> Verdict) -> Verdict {
    for seed in w.seeds.clone().step_by(stride) {
        *w = w.again().expect("a runtime, as for the harness before");
        play(w, seed)?;
    }
    Ok(())
}
