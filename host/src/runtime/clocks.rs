//! The clocks that a component reads.

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant, SystemTime};

use wasmtime_wasi::{HostMonotonicClock, HostWallClock};

use crate::bindings::nanoseconds;

/// The two clocks that a component reads. Its timers are those of the tokio runtime.
pub trait Clocks: Send + Sync + 'static {
    /// Time since any fixed origin. Never goes backwards.
    fn monotonic(&self) -> Duration;

    /// Time since 1970-01-01 00:00 UTC. May jump in either direction.
    fn wall(&self) -> Duration;
}

/// The clocks of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClocks;

#[expect(clippy::disallowed_methods, reason = "the one place where this crate reads the real clock")]
impl Clocks for SystemClocks {
    fn monotonic(&self) -> Duration {
        static ORIGIN: LazyLock<Instant> = LazyLock::new(Instant::now);
        let origin = *ORIGIN;
        Instant::now().saturating_duration_since(origin)
    }

    fn wall(&self) -> Duration {
        SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default()
    }
}

/// [`Clocks`] for `wasmtime-wasi`.
pub(crate) struct Wasi(pub(crate) Arc<dyn Clocks>);

impl HostMonotonicClock for Wasi {
    fn resolution(&self) -> u64 {
        nanoseconds(RESOLUTION)
    }

    fn now(&self) -> u64 {
        nanoseconds(self.0.monotonic())
    }
}

impl HostWallClock for Wasi {
    fn resolution(&self) -> Duration {
        RESOLUTION
    }

    fn now(&self) -> Duration {
        self.0.wall()
    }
}

const RESOLUTION: Duration = Duration::from_nanos(1);
