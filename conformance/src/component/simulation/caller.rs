//! Who acts, and what it remembers.

use scaikey_host::types::Status;

use super::schedule::{Step, Target};
use crate::component::world::World;
use crate::component::world::acts::Lease;

#[derive(Default)]
pub(super) struct Caller {
    /// The token that it was handed last.
    pub(super) lease: Lease,
    /// What it was told last about the client.
    pub(super) status: Option<Status>,
}

impl Caller {
    pub(super) fn act(&mut self, world: &mut World, step: Step) {
        match step {
            Step::Weather(weather) => weather.reign(&mut world.mock()),
            Step::Travel(duration) => world.travel(duration),
            Step::Sleep(duration) => world.sleep(duration),
            Step::SetBack(duration) => world.set_back(duration),
            Step::SetForward(duration) => world.set_forward(duration),
            Step::Send(request) => {
                world.send(&request);
            }
            Step::Token(deadline) => self.lease = world.token(deadline),
            Step::Discard(Target::Lease) => world.discard(self.lease.generation),
            Step::Discard(Target::Nothing) => world.discard(u64::MAX),
            Step::Status => self.status = world.status(),
        }
    }
}
