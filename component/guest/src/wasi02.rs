//! The shell for WASI 0.2: clocks, transport and export. Every step of it completes before it returns.

mod body;
mod clocks;
mod error_codes;
mod export;
mod transport;

use scaikey_policy::Instant;

use crate::exchange::{ExchangeError, HttpRequest, HttpResponse, Io, Limits};

/// The world that a WASI 0.2 host provides.
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
