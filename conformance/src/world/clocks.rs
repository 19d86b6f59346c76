//! Both WASI clocks, read from the runtime's paused time.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use scaikey_host::Clocks;
use tokio::time::Instant;

/// Clocks that agree with the runtime's timers until somebody makes them disagree. Every method must run inside the
/// runtime.
#[derive(Debug)]
pub(super) struct VirtualClocks {
    origin: Instant,
    drift: Mutex<Drift>,
}

/// How far the clocks are from the time that really passed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Drift {
    pub(super) wall_ahead: Duration,
    pub(super) wall_behind: Duration,
    pub(super) monotonic_behind: Duration,
}

impl VirtualClocks {
    /// Clocks that start now.
    pub(super) fn start() -> Self {
        Self { origin: Instant::now(), drift: Mutex::default() }
    }

    /// Time since the start, whatever the clocks say.
    pub(super) fn elapsed(&self) -> Duration {
        self.origin.elapsed()
    }

    /// Sets the clocks.
    pub(super) fn set(&self, change: impl FnOnce(&mut Drift)) {
        change(&mut self.drift.lock().unwrap_or_else(PoisonError::into_inner));
    }

    fn drift(&self) -> Drift {
        *self.drift.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clocks for VirtualClocks {
    fn monotonic(&self) -> Duration {
        START + self.elapsed() - self.drift().monotonic_behind
    }

    fn wall(&self) -> Duration {
        START + self.elapsed() + self.drift().wall_ahead - self.drift().wall_behind
    }
}

/// 2030-01-01 00:00 UTC, a whole second, so that subjects with clocks of whole seconds see exact boundaries too.
const START: Duration = Duration::from_secs(1_893_456_000);
