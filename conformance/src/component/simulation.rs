//! A client's life at random: answers, faults, clock jumps and calls in an order that a seed determines.
//!
//! Each step is judged by what holds in every life; and whatever happened, a client recovers once its peers have.

mod caller;
mod condition;
mod course;
mod faults;
mod ledger;
mod life;
pub(crate) mod random;
mod schedule;
mod weather;

use std::time::Duration;

use scaikey_host::types::{Error, Gated, Reason, Refused};

use crate::component::world::World;
use crate::core::outcome::{Difference, Verdict};
use caller::Caller;
use life::Life;
use schedule::{Step, schedule};
use weather::Weather;

/// Plays the schedule of this seed in a world that has just begun, and judges each step by the whole contract.
pub(crate) fn live(world: &mut World, seed: u64) -> Verdict {
    world.seed = Some(seed);
    let mut life = Life::default();
    for step in schedule(seed).into_iter().chain([Step::Status]) {
        life.go_on(world, step)?;
    }
    world.invariants_hold()
}

/// Plays the schedule of this seed in a world that has just begun. Whatever came of it, the next call succeeds once the
/// peers are healthy and the gate that an error announced has opened.
pub(crate) fn recover(world: &mut World, seed: u64) -> Verdict {
    world.seed = Some(seed);
    let mut caller = Caller::default();
    for step in schedule(seed) {
        caller.act(world, step);
    }
    Weather::fair().reign(&mut world.mock());
    if let Some(error) = world.get() {
        let gate = announced(&error);
        if gate > LONGEST_GATE {
            return broken("token requests are held back for at most an hour", format!("{gate:?}"));
        }
        world.travel(gate + SLOW_CLOCK);
        world.get();
    }
    let mock = world.mock();
    match mock.journal.acts.last().and_then(|act| act.end.as_ref()) {
        Some(end) if end.text == "deliver 200" => Ok(()),
        end => {
            let actual = end.map(|end| end.text.clone()).unwrap_or_default();
            broken("once the peers are healthy and the gate has opened, the next call succeeds", actual)
        }
    }
}

/// The time after which an error promises that token requests are allowed.
fn announced(error: &Error) -> Duration {
    match error {
        Error::Gated(Gated { remaining, .. })
        | Error::Refused(Refused { reason: Reason::Gated(Gated { remaining, .. }), .. }) => {
            Duration::from_nanos(*remaining)
        }
        _ => Duration::ZERO,
    }
}

fn broken(expected: &str, actual: String) -> Verdict {
    Err(Difference { expected: expected.into(), actual })
}

/// A client whose clock counts whole seconds sees a gate open that much later.
const SLOW_CLOCK: Duration = Duration::from_secs(1);
/// As the contract clamps `Retry-After`.
const LONGEST_GATE: Duration = Duration::from_secs(3600);
