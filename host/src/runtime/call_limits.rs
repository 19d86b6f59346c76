//! The watch over one entry into a component.

use tracing::warn;

use crate::error::Error;
use crate::runtime::clocks::{Clocks, SystemClocks};
use crate::runtime::instance::Blueprint;
use crate::runtime::processor_time::{Exhausted, within_processor_time};
use crate::spans::TARGET;

/// Runs guest code within its limits. On an error the future is dropped half way: the instance in it is lost.
///
/// The timeout stands outside, since epochs and fuel stop code that computes and never one that waits.
pub(crate) async fn within_limits<T>(
    blueprint: &Blueprint,
    work: impl Future<Output = wasmtime::Result<T>>,
) -> Result<T, Error> {
    let limited = within_processor_time(blueprint.limits.processor_time, || SystemClocks.monotonic(), work);
    let outcome = match tokio::time::timeout(blueprint.call_time, limited).await {
        Ok(Ok(outcome)) => outcome.map_err(Error::stopped),
        Ok(Err(Exhausted)) => Err(Error::exhausted()),
        Err(_) => Err(Error::timed_out(blueprint.call_time)),
    };
    outcome.inspect_err(|error| {
        warn!(name: "scaikey.stopped", target: TARGET, reason = error.class(), "the component was stopped");
    })
}
