//! Executes the steps of a schedule.

use scaikey_host::types::Status;

use super::schedule::{Step, Target};
use crate::component::harness::Harness;
use crate::component::harness::caller::Lease;

/// The caller of a schedule, and what it remembers.
#[derive(Default)]
pub(super) struct Executor {
    /// The token that it was handed out last.
    pub(super) lease: Lease,
    /// The last status of the client.
    pub(super) status: Option<Status>,
}

impl Executor {
    pub(super) fn execute(&mut self, harness: &mut Harness, step: Step) {
        match step {
            Step::Faults(profile) => profile.apply(&mut harness.mock()),
            Step::Travel(duration) => harness.travel(duration),
            Step::Sleep(duration) => harness.sleep(duration),
            Step::SetBack(duration) => harness.set_back(duration),
            Step::SetForward(duration) => harness.set_forward(duration),
            Step::Send(request) => {
                harness.send(&request);
            }
            Step::Token(deadline) => self.lease = harness.token(deadline),
            Step::Discard(Target::Lease) => harness.discard(self.lease.generation),
            Step::Discard(Target::Nothing) => harness.discard(u64::MAX),
            Step::Status => self.status = harness.status(),
        }
    }
}
