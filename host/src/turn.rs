//! One caller's turn with the instance.

use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};

use crate::bindings::nanoseconds;
use crate::error::Error;
use crate::instance::{Blueprint, Instance};
use crate::supervise::supervise;

/// Where the instance rests between calls. Empty after a call that did not end well.
pub(crate) type Slot = Mutex<Option<Instance>>;

/// The instance, taken out of its slot. Whoever drops a turn without ending it loses the instance, and that is how a
/// trap, a timeout or a dropped call leaves nothing behind.
pub(crate) struct Turn<'a> {
    pub(crate) instance: Instance,
    pub(crate) waited: Duration,
    slot: MutexGuard<'a, Option<Instance>>,
}

impl<'a> Turn<'a> {
    /// Waits for the calls before, then takes the instance, or starts one if there is none.
    pub(crate) async fn take(slot: &'a Slot, blueprint: &Blueprint) -> Result<Self, Error> {
        let asked = blueprint.clocks.monotonic();
        let mut slot = slot.lock().await;
        let waited = blueprint.clocks.monotonic().saturating_sub(asked);
        let mut instance = match slot.take() {
            Some(instance) => instance,
            None => supervise(blueprint, Instance::open(blueprint)).await??,
        };
        instance.refuel(blueprint).map_err(Error::stopped)?;
        Ok(Self { instance, waited, slot })
    }

    /// What is left of a deadline that ran while the turn was awaited.
    pub(crate) fn left(&self, deadline: Option<u64>) -> Option<u64> {
        deadline.map(|deadline| deadline.saturating_sub(nanoseconds(self.waited)))
    }

    /// Puts the instance back for the next caller.
    pub(crate) fn end(mut self) {
        *self.slot = Some(self.instance);
    }
}
