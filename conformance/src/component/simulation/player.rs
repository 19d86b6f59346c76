//! Plays a schedule and judges each step.

use scaikey_host::types::Status;

use super::executor::Executor;
use super::ledger::Ledger;
use super::schedule::Step;
use super::{call_invariants, status_invariants};
use crate::component::endpoint::journal::Deed;
use crate::component::harness::Harness;
use crate::core::verdict::Verdict;

/// A schedule under way.
#[derive(Default)]
pub(super) struct Player {
    executor: Executor,
    ledger: Ledger,
    /// The status before the last one.
    before: Option<Status>,
}

impl Player {
    pub(super) fn play(&mut self, harness: &mut Harness, step: Step) -> Verdict {
        let known = harness.mock().journal.acts.len();
        self.executor.execute(harness, step);
        // A change of the fault profile is no act.
        if harness.mock().journal.acts.len() == known {
            return Ok(());
        }
        self.judge(harness)?;
        harness.survived()
    }

    /// Judges the last act.
    fn judge(&mut self, harness: &Harness) -> Verdict {
        let mock = harness.mock();
        let Some(act) = mock.journal.acts.last() else { return Ok(()) };
        match &act.deed {
            Deed::Send(_) | Deed::Token(_) => {
                call_invariants::check(act)?;
                self.ledger.enter(act, &mock)?;
            }
            Deed::Discard(generation) if *generation == self.executor.lease.generation => {
                self.ledger.discarded(self.executor.lease.number);
            }
            Deed::Status => {
                let Some(status) = self.executor.status else { return Ok(()) };
                status_invariants::check(self.before.as_ref(), &status, &mock)?;
                self.before = Some(status);
            }
            _ => {}
        }
        Ok(())
    }
}
