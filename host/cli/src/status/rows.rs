//! A client's condition as names and values.

use scaikey_host::PoolCounters;
use scaikey_host::types::{FailureKind, FetchReason, State, Status};
use serde_json::Value;

/// Spans of time are seconds.
pub(super) fn of(status: &Status, network: &PoolCounters) -> Vec<(&'static str, Value)> {
    let counters = &status.counters;
    vec![
        ("state", state(status.state).into()),
        ("generation", status.generation.into()),
        ("age seconds", status.age.map(seconds).into()),
        ("remaining seconds", status.remaining.map(seconds).into()),
        ("last fetch", status.last_fetch.map(reason).into()),
        ("last failure", status.last_failure.map(kind).into()),
        ("gate seconds", status.gate.map(seconds).into()),
        ("hits", counters.hits.into()),
        ("fetched cold", counters.fetched.cold.into()),
        ("fetched window", counters.fetched.window.into()),
        ("fetched refused", counters.fetched.refused.into()),
        ("fetched asked", counters.fetched.asked.into()),
        ("failed cold", counters.failed.cold.into()),
        ("failed window", counters.failed.window.into()),
        ("failed refused", counters.failed.refused.into()),
        ("failed asked", counters.failed.asked.into()),
        ("stale sent", counters.stale_sent.into()),
        ("retries accepted", counters.retries_accepted.into()),
        ("retries refused", counters.retries_refused.into()),
        ("retries failed", counters.retries_failed.into()),
        ("gated", counters.gated.into()),
        ("assumed lifetimes", counters.assumed_lifetimes.into()),
        ("capped lifetimes", counters.capped_lifetimes.into()),
        ("connections opened", network.opened.into()),
        ("requests", network.requests.into()),
        ("responses reused", network.reused.into()),
        ("bytes sent", network.sent.into()),
        ("bytes received", network.received.into()),
    ]
}

/// To the millisecond.
fn seconds(nanoseconds: u64) -> f64 {
    (nanoseconds / 1_000_000) as f64 / 1000.0
}

fn state(state: State) -> &'static str {
    match state {
        State::Empty => "empty",
        State::Fresh => "fresh",
        State::Stale => "stale",
        State::Expired => "expired",
    }
}

fn reason(reason: FetchReason) -> &'static str {
    match reason {
        FetchReason::Cold => "cold",
        FetchReason::Window => "window",
        FetchReason::Refused => "refused",
        FetchReason::Asked => "asked",
    }
}

fn kind(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Denied => "denied",
        FailureKind::Transport => "transport",
        FailureKind::Timeout => "timeout",
        FailureKind::TooLarge => "too-large",
        FailureKind::Oauth => "oauth",
        FailureKind::MalformedTokenResponse => "malformed-token-response",
    }
}
