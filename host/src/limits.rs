//! How much a component may take.

use std::time::Duration;

/// What one instance may hold and one call may cost. Going over a limit ends the call and the instance with it; the
/// next call starts a new one, which has no token yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of linear memory of the instance, all memories together, and bytes it may hand to the host in one call.
    /// A body crosses as a copy, so leave room for a few: 64 MiB serves the default body limits of 8 MiB.
    pub memory: usize,
    /// Elements in all core tables together. Default 100,000.
    pub table_elements: usize,
    /// Open handles of either side: requests, streams, timers. Default 1,000.
    pub handles: usize,
    /// Bytes in one set of HTTP header fields. Default 128 KiB, which holds the 64 KiB that the contract allows a
    /// caller, a long token, and the bookkeeping.
    pub header_fields: usize,
    /// Bytes kept of what the component writes to its standard streams. Default 64 KiB. Beyond, they are closed.
    pub output: usize,
    /// Fuel for one call with [`Interruption::Fuel`](crate::Interruption::Fuel), about one unit an instruction.
    /// Default 1,000,000,000.
    pub fuel: u64,
    /// Time that one call may keep the processor busy with
    /// [`Interruption::Epochs`](crate::Interruption::Epochs); waiting does not count. Default 5 s.
    pub processor_time: Duration,
    /// Time for one call, waiting included, from when its turn comes. A net below the component's own timeouts, so
    /// it must exceed the four exchanges that a call may make. Default 60 s.
    pub call_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 64 * MIB,
            table_elements: 100_000,
            handles: 1_000,
            header_fields: 128 * KIB,
            output: 64 * KIB,
            fuel: 1_000_000_000,
            processor_time: Duration::from_secs(5),
            call_timeout: Duration::from_secs(60),
        }
    }
}

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;
