//! The shell for WASI 0.2: clocks, HTTP and the exported interface. Its I/O blocks and never returns `Pending`.

mod body;
mod clocks;
mod error_codes;
mod export;
mod transport;

use scaikey_policy::Instant;

use crate::exchange::{ExchangeError, HttpRequest, HttpResponse, Io, Limits};

/// The time and the network of a WASI 0.2 host.
struct Wasi02;

impl Io for Wasi02 {
    fn now(&self) -> Instant {
        clocks::now()
    }

    async fn exchange(
        &self,
        request: HttpRequest<'_>,
        limits: Limits,
    ) -> Result<HttpResponse, ExchangeError> {
        transport::exchange(&request, limits)
    }
}
