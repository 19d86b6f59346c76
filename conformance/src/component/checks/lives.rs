//! Random lives: what a client goes through in months, in an order that a seed determines.

use super::{Check, check};
use crate::component::simulation;
use crate::component::world::World;
use crate::core::outcome::Verdict;

pub(super) const CHECKS: &[Check] = &[
    // A fourth of the seeds is enough for what a life ends with.
    check("fault.recovers", |w| each_seed(w, 4, simulation::recover)),
    check("fault.random-lives", |w| each_seed(w, 1, simulation::live)),
];

/// A world of its own for each seed, or for one in so many; the first that does not pass remains.
fn each_seed(w: &mut World, stride: usize, play: fn(&mut World, u64) -> Verdict) -> Verdict {
    for seed in w.seeds.clone().step_by(stride) {
        *w = w.again().expect("a runtime, as for the world before");
        play(w, seed)?;
    }
    Ok(())
}
