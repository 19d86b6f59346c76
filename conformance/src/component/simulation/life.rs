//! A life whose every step is judged.

use scaikey_host::types::Status;

use super::caller::Caller;
use super::ledger::Ledger;
use super::schedule::Step;
use super::{condition, course};
use crate::component::endpoint::journal::Deed;
use crate::component::world::World;
use crate::core::outcome::Verdict;

#[derive(Default)]
pub(super) struct Life {
    caller: Caller,
    ledger: Ledger,
    /// The status before the last one.
    before: Option<Status>,
}

impl Life {
    pub(super) fn go_on(&mut self, world: &mut World, step: Step) -> Verdict {
        let known = world.mock().journal.acts.len();
        self.caller.act(world, step);
        // A change of weather is no act.
        if world.mock().journal.acts.len() == known {
            return Ok(());
        }
        self.judge(world)?;
        world.survived()
    }

    /// Judges the last act.
    fn judge(&mut self, world: &World) -> Verdict {
        let mock = world.mock();
        let Some(act) = mock.journal.acts.last() else { return Ok(()) };
        match &act.deed {
            Deed::Send(_) | Deed::Token(_) => {
                course::judge(act)?;
                self.ledger.enter(act, &mock)?;
            }
            Deed::Discard(generation) if *generation == self.caller.lease.generation => {
                self.ledger.discarded(self.caller.lease.number);
            }
            Deed::Status => {
                let Some(status) = self.caller.status else { return Ok(()) };
                condition::judge(self.before.as_ref(), &status, &mock)?;
                self.before = Some(status);
            }
            _ => {}
        }
        Ok(())
    }
}
