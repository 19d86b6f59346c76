//! Random schedules: answers, faults, clock jumps and calls in an order that a seed determines.
//!
//! [`play`] judges each step by the invariants of calls, tokens and status. [`recover`] judges only that the client
//! recovers once its peers do.

mod call_invariants;
mod executor;
mod fault_profile;
mod faults;
mod ledger;
mod player;
pub(crate) mod random;
mod schedule;
mod status_invariants;

use std::time::Duration;

use scaikey_host::types::{Error, Gated, Reason, Refused};

use crate::component::harness::Harness;
use crate::core::verdict::{Verdict, broken};
use executor::Executor;
use fault_profile::FaultProfile;
use player::Player;
use schedule::{Step, schedule};

/// Plays the schedule of this seed in a new harness, and judges each step by the whole contract.
pub(crate) fn play(harness: &mut Harness, seed: u64) -> Verdict {
    harness.seed = Some(seed);
    let mut player = Player::default();
    for step in schedule(seed).into_iter().chain([Step::Status]) {
        player.play(harness, step)?;
    }
    harness.invariants_hold()
}

/// Plays the schedule of this seed in a new harness. Passes if the next call succeeds once the peers are healthy and the
/// gate that an error announced has opened.
pub(crate) fn recover(harness: &mut Harness, seed: u64) -> Verdict {
    harness.seed = Some(seed);
    let mut executor = Executor::default();
    for step in schedule(seed) {
        executor.execute(harness, step);
    }
    FaultProfile::healthy().apply(&mut harness.mock());
    if let Some(error) = harness.get() {
        let gate = announced(&error);
        if gate > LONGEST_GATE {
            return broken("token requests are held back for at most an hour", format!("{gate:?}"));
        }
        harness.travel(gate + SLOW_CLOCK);
        harness.get();
    }
    let mock = harness.mock();
    match mock.journal.entries.last().and_then(|entry| entry.end.as_ref()) {
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

/// A client whose clock counts whole seconds sees a gate open that much later.
const SLOW_CLOCK: Duration = Duration::from_secs(1);
/// As the contract clamps `Retry-After`.
const LONGEST_GATE: Duration = Duration::from_secs(3600);
