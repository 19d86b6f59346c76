//! The slot that holds the one instance of a client.

use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard, Semaphore, SemaphorePermit};

use crate::bindings::nanoseconds;
use crate::error::Error;
use crate::runtime::call_limits::within_limits;
use crate::runtime::instance::{Blueprint, Instance};
use crate::runtime::limits::Limits;

/// Holds the instance between calls, and counts the calls that use it or wait for it. Empty after a call that failed or
/// was dropped.
pub(crate) struct InstanceSlot {
    instance: Mutex<Option<Instance>>,
    places: Semaphore,
}

impl InstanceSlot {
    pub(crate) fn new(instance: Instance, limits: &Limits) -> Self {
        let places = limits.waiting_calls.saturating_add(1).min(Semaphore::MAX_PERMITS);
        Self { instance: Mutex::new(Some(instance)), places: Semaphore::new(places) }
    }
}

#[cfg(feature = "wasmtime")]
impl InstanceSlot {
    /// Waits until one more call may wait.
    pub(crate) async fn room(&self) {
        drop(self.places.acquire().await);
    }
}

/// The instance, taken out of its slot for one call. If the guard is dropped without [`SlotGuard::release`], the
/// instance is dropped with it: no call enters an instance that trapped, timed out or was abandoned.
pub(crate) struct SlotGuard<'a> {
    pub(crate) instance: Instance,
    pub(crate) waited: Duration,
    slot: MutexGuard<'a, Option<Instance>>,
    _place: SemaphorePermit<'a>,
}

impl<'a> SlotGuard<'a> {
    /// Waits for earlier calls, at most until `deadline`, then takes the instance, or starts one if there is none. Fails
    /// at once if too many calls wait.
    pub(crate) async fn acquire(
        slot: &'a InstanceSlot,
        blueprint: &Blueprint,
        deadline: Option<Duration>,
    ) -> Result<Self, Error> {
        let place = slot.places.try_acquire().map_err(|_| Error::busy(blueprint.limits.waiting_calls))?;
        let asked = blueprint.clocks.monotonic();
        let mut slot = match deadline {
            Some(deadline) => {
                tokio::time::timeout(deadline, slot.instance.lock()).await.map_err(|_| Error::late())?
            }
            None => slot.instance.lock().await,
        };
        let mut instance = match slot.take() {
            Some(instance) => instance,
            None => within_limits(blueprint, Instance::open(blueprint))
                .await?
                .map_err(|error| blueprint.failure(error))?,
        };
        instance.reset_budget(blueprint).map_err(Error::stopped)?;
        let waited = blueprint.clocks.monotonic().saturating_sub(asked);
        Ok(Self { instance, waited, slot, _place: place })
    }

    /// What the wait has left of a deadline, in nanoseconds.
    pub(crate) fn left(&self, deadline: Option<Duration>) -> Option<u64> {
        deadline.map(|deadline| nanoseconds(deadline.saturating_sub(self.waited)))
    }

    /// Puts the instance back for the next caller.
    pub(crate) fn release(mut self) {
        *self.slot = Some(self.instance);
    }
}
