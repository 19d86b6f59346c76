//! The shell for WASI 0.2: clocks, transport and export. Every step of it completes before it returns.

mod body;
mod clocks;
mod error_codes;
mod export;
mod transport;

use scaikey_policy::Instant;

use crate::exchange::{Bounds, Fault, Incoming, Outgoing, World};

/// The world that a WASI 0.2 host provides.
struct Wasi02;

impl World for Wasi02 {
    fn now(&self) -> Instant {
        clocks::now()
    }

    async fn exchange(&self, outgoing: Outgoing<'_>, bounds: Bounds) -> Result<Incoming, Fault> {
        transport::exchange(&outgoing, bounds)
    }
}
