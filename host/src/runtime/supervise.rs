//! The watch over one entry into a component.

use tracing::warn;

use crate::error::Error;
use crate::http::traced::TARGET;
use crate::runtime::clocks::{Clocks, SystemClocks};
use crate::runtime::instance::Blueprint;
use crate::runtime::meter::{Exhausted, metered};

/// Runs guest code within its limits. On an error the future is dropped half way: the instance in it is lost.
///
/// The timeout stands outside, since epochs and fuel stop code that computes and never one that waits.
pub(crate) async fn supervise<T>(
    blueprint: &Blueprint,
    work: impl Future<Output = wasmtime::Result<T>>,
) -> Result<T, Error> {
    let metered = metered(blueprint.limits.processor_time, || SystemClocks.monotonic(), work);
    let outcome = match tokio::time::timeout(blueprint.call_time, metered).await {
        Ok(Ok(outcome)) => outcome.map_err(Error::stopped),
        Ok(Err(Exhausted)) => Err(Error::exhausted()),
        Err(_) => Err(Error::timed_out(blueprint.call_time)),
    };
    outcome.inspect_err(|error| {
        warn!(name: "scaikey.stopped", target: TARGET, reason = error.class(), "the component was stopped");
    })
}
