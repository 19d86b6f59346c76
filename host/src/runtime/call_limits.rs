//! The limits of one call into a component.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tracing::warn;

use crate::error::Error;
use crate::runtime::clocks::{Clocks, SystemClocks};
use crate::runtime::instance::Blueprint;
use crate::spans::TARGET;

/// Runs guest code within the limits of a call. On an error the future is dropped midway: the instance must not be used
/// again.
///
/// The timeout is needed besides epochs and fuel, since those stop code that computes, not code that waits.
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

/// Polls `work` until it ends, or until its polls have taken longer than `budget` by the clock `now`.
///
/// Guest code runs only while the future is polled, and yields at every tick of the engine: the time spent in polls is
/// the time that it computed.
async fn within_processor_time<T>(
    budget: Duration,
    now: impl Fn() -> Duration,
    work: impl Future<Output = T>,
) -> Result<T, Exhausted> {
    let mut work = pin!(work);
    let mut left = budget;
    poll_fn(|context| {
        let started = now();
        let poll = work.as_mut().poll(context);
        left = left.saturating_sub(now().saturating_sub(started));
        match poll {
            Poll::Ready(value) => Poll::Ready(Ok(value)),
            Poll::Pending if left.is_zero() => Poll::Ready(Err(Exhausted)),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// The budget is used up.
#[derive(Debug, PartialEq, Eq)]
struct Exhausted;

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// Work that is busy for each of `spells` in turn, while the clock moves an hour between them.
    #[track_caller]
    fn check(budget: u64, spells: &[u64], expected: Result<(), Exhausted>) {
        let clock = Cell::new(Duration::ZERO);
        let mut spells = spells.iter();
        let work = poll_fn(|context| {
            let Some(&spell) = spells.next() else {
                return Poll::Ready(());
            };
            clock.set(clock.get() + Duration::from_millis(spell));
            context.waker().wake_by_ref();
            Poll::Pending
        });
        let mut call = pin!(within_processor_time(Duration::from_millis(budget), || clock.get(), work));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let outcome = loop {
            match call.as_mut().poll(&mut context) {
                Poll::Ready(outcome) => break outcome,
                Poll::Pending => clock.set(clock.get() + Duration::from_secs(3600)),
            }
        };
        assert_eq!(outcome, expected);
    }

    #[test]
    fn only_busy_time_counts() {
        check(20, &[], Ok(()));
        check(20, &[5, 5, 9], Ok(()));
        check(20, &[5, 5, 10], Err(Exhausted));
        check(20, &[500], Err(Exhausted));
        check(20, &[0; 1000], Ok(()));
    }
}
