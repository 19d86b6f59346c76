//! A client's life at random: answers, faults, clock jumps and calls in an order that a seed determines.
//!
//! Each step is judged by what holds in every life; and whatever happened, a client must recover once its peers have.

mod condition;
mod course;
mod faults;
mod ledger;
mod random;
mod schedule;
mod weather;

use std::time::Duration;

use scaikey_host::types::{Error, Gated, Reason, Refused, Status};

use crate::outcome::{Difference, Verdict};
use crate::world::World;
use crate::world::acts::{Lease, tenants};
use ledger::Ledger;
use schedule::{Step, Target, schedule};
use weather::Weather;

/// Plays the schedule of this seed in a world that has just begun.
pub(crate) fn play(world: &mut World, seed: u64) -> Verdict {
    world.seed = Some(seed);
    let mut life = Life::default();
    for step in schedule(seed) {
        life.go_on(world, step)?;
    }
    life.go_on(world, Step::Status)?;
    recover(world)?;
    world.invariants_hold()
}

/// What the caller remembers.
#[derive(Default)]
struct Life {
    ledger: Ledger,
    lease: Lease,
    status: Option<Status>,
}

impl Life {
    fn go_on(&mut self, world: &mut World, step: Step) -> Verdict {
        match step {
            Step::Weather(weather) => weather.reign(&mut world.mock()),
            Step::Travel(duration) => world.travel(duration),
            Step::Sleep(duration) => world.sleep(duration),
            Step::SetBack(duration) => world.set_back(duration),
            Step::SetForward(duration) => world.set_forward(duration),
            Step::Send(request) => {
                world.send(&request);
                self.enter(world)?;
            }
            Step::Token(deadline) => {
                self.lease = world.token(deadline);
                self.enter(world)?;
            }
            Step::Discard(Target::Lease) => {
                world.discard(self.lease.generation);
                self.ledger.discarded(self.lease.number);
            }
            Step::Discard(Target::Nothing) => world.discard(u64::MAX),
            Step::Status => self.look(world)?,
        }
        world.survived()
    }

    /// A call is over.
    fn enter(&mut self, world: &World) -> Verdict {
        let mock = world.mock();
        let Some(call) = mock.journal.acts.last() else { return Ok(()) };
        course::judge(call)?;
        self.ledger.enter(call, &mock)
    }

    fn look(&mut self, world: &mut World) -> Verdict {
        let Some(status) = world.status() else { return Ok(()) };
        condition::judge(self.status.as_ref(), &status, &world.mock())?;
        self.status = Some(status);
        Ok(())
    }
}

/// The peers are healthy again: once the gate that an error announced has opened, the next call succeeds.
fn recover(world: &mut World) -> Verdict {
    Weather::fair().reign(&mut world.mock());
    if let Some(error) = world.get() {
        let gate = announced(&error);
        if gate > LONGEST_GATE {
            return broken("token requests are held back for at most an hour", format!("{gate:?}"));
        }
        world.travel(gate);
        world.send(&tenants());
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

/// As the contract clamps `Retry-After`.
const LONGEST_GATE: Duration = Duration::from_secs(3600);
