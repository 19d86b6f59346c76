//! Plays a schedule and judges each step.

use scaikey_host::types::Status;

use super::executor::Executor;
use super::ledger::Ledger;
use super::schedule::Step;
use super::{call_invariants, status_invariants};
use crate::component::endpoint::journal::Action;
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
        let known = harness.mock().journal.entries.len();
        self.executor.execute(harness, step);
        // A change of the fault profile makes no entry.
        if harness.mock().journal.entries.len() == known {
            return Ok(());
        }
        self.judge(harness)?;
        harness.survived()
    }

    /// Judges the last entry of the journal.
    fn judge(&mut self, harness: &Harness) -> Verdict {
        let mock = harness.mock();
        let Some(entry) = mock.journal.entries.last() else { return Ok(()) };
        match &entry.action {
            Action::Send(_) | Action::Token(_) => {
                call_invariants::check(entry)?;
                self.ledger.enter(entry, &mock)?;
            }
            Action::Discard(generation) if *generation == self.executor.lease.generation => {
                self.ledger.discarded(self.executor.lease.number);
            }
            Action::Status => {
                let Some(status) = self.executor.status else { return Ok(()) };
                status_invariants::check(self.before.as_ref(), &status, &mock)?;
                self.before = Some(status);
            }
            _ => {}
        }
        Ok(())
    }
}
