//! Spans of `tracing`. The documentation of the crate has the table of names and fields.
//!
//! A component chooses methods, paths, host names and error texts, and might write a secret into each of them. So none of
//! them is recorded, except for well-known methods.

use std::time::Duration;

use tracing::field::Empty;
use tracing::{Instrument, Span, debug_span};

use crate::runtime::clocks::Clocks;

/// The span of one exchange.
pub(crate) fn exchange(method: &http::Method, origin: &str) -> Span {
    debug_span!(
        target: TARGET,
        "scaikey.exchange",
        method = self::method(method.as_str()),
        origin,
        status = Empty,
        failure = Empty,
        elapsed_ms = Empty,
    )
}

/// The span of one call of a function of the component.
pub(crate) fn call(function: &'static str, origin: &str) -> Span {
    debug_span!(
        target: TARGET,
        "scaikey.call",
        function,
        origin,
        method = Empty,
        waited_ms = Empty,
        status = Empty,
        attempts = Empty,
        generation = Empty,
        failure = Empty,
        elapsed_ms = Empty,
    )
}

/// Runs `work` in `span`, and records there how it ended.
pub(crate) async fn instrumented<T, E>(
    span: &Span,
    clocks: &dyn Clocks,
    work: impl Future<Output = Result<T, E>>,
    named: impl Fn(&E) -> String,
) -> Result<T, E> {
    let begun = clocks.monotonic();
    let outcome = work.instrument(span.clone()).await;
    finish(span, clocks.monotonic().saturating_sub(begun), &outcome, named);
    outcome
}

/// Records how long the work of `span` took, and its failure, `named` by a word.
pub(crate) fn finish<T, E>(
    span: &Span,
    took: Duration,
    outcome: &Result<T, E>,
    named: impl Fn(&E) -> String,
) {
    if let Err(error) = outcome {
        span.record("failure", named(error));
    }
    span.record("elapsed_ms", milliseconds(took));
}

/// A well-known method, or `other`.
pub(crate) fn method(method: &str) -> &'static str {
    METHODS.iter().copied().find(|known| *known == method).unwrap_or("other")
}

pub(crate) fn milliseconds(span: Duration) -> f64 {
    span.as_secs_f64() * 1000.0
}

/// The target of all spans and events.
pub(crate) const TARGET: &str = "scaikey";
const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_shown_if_everybody_knows_them() {
        assert_eq!(method("PATCH"), "PATCH");
        assert_eq!(method("get"), "other");
        assert_eq!(method("hunter2"), "other");
    }
}
