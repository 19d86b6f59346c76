//! The gate.

use std::time::Duration;

use crate::fixture::Fixture;
use crate::reply::{Reply, connection_refused, oauth_error, status, token};

/// A client with this many consecutive failures. Advances the clocks while the gate is closed.
fn failing(times: usize) -> Fixture {
    let fixture = Fixture::new();
    for _ in 0..times {
        fixture.io.advance(gate(&fixture));
        fixture.io.token_endpoint([connection_refused()]);
        assert_eq!(fixture.call(), "transport at the token endpoint");
    }
    fixture.io.sent();
    fixture
}

fn gate(fixture: &Fixture) -> Duration {
    Duration::from_nanos(fixture.client.status().gate.unwrap_or(0))
}

/// E35
#[test]
fn four_failures_leave_the_gate_open_and_the_fifth_closes_it() {
    for times in 0..5 {
        assert_eq!(gate(&failing(times)), Duration::ZERO);
    }
    for (times, milliseconds) in [(5, 1000), (6, 1600), (7, 2560), (8, 4096), (20, 60_000), (40, 60_000)] {
        assert_eq!(gate(&failing(times)), Duration::from_millis(milliseconds), "after {times}");
    }
}

#[test]
fn while_the_gate_is_closed_calls_fail_at_once_with_the_last_failure() {
    let fixture = failing(4);
    fixture.io.token_endpoint([oauth_error(400, "unauthorized_client")]);
    assert_eq!(fixture.call(), "oauth 400 unauthorized_client");
    fixture.io.advance(Duration::from_millis(400));
    assert_eq!(fixture.call(), "gated for 600ms after oauth unauthorized_client");
    assert_eq!(fixture.requests(), ["fetch"]);
}

#[test]
fn a_success_after_the_gate_opened_resets_it() {
    let fixture = failing(30);
    fixture.io.advance(gate(&fixture) - Duration::from_nanos(1));
    assert_eq!(fixture.call(), "gated for 1ns after transport");
    fixture.io.advance(Duration::from_nanos(1));
    fixture.io.token_endpoint([token("t", 0)]);
    fixture.io.resource([status(200)]);
    assert_eq!(fixture.call(), "200 at attempt 1");
    for _ in 0..4 {
        fixture.io.token_endpoint([connection_refused()]);
        assert_eq!(fixture.call(), "transport at the token endpoint");
    }
    assert_eq!(gate(&fixture), Duration::ZERO);
}

/// For how long the gate closes after one failure with this `Retry-After`.
#[track_caller]
fn check(reply: Reply, retry_after: &str, seconds: u64) {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([reply.with("Retry-After", retry_after)]);
    fixture.token().expect_err("no token");
    assert_eq!(gate(&fixture), Duration::from_secs(seconds), "{retry_after:?}");
}

/// E36
#[test]
fn retry_after_in_seconds_closes_the_gate_at_once_for_an_hour_at_most() {
    for code in [400, 429, 500, 503] {
        check(status(code), "120", 120);
    }
    check(status(200).body("<html>"), "120", 120);
    check(status(429), " 7 ", 7);
    check(status(429), "0", 0);
    check(status(429), "3600", 3600);
    check(status(429), "3601", 3600);
    check(status(429), "99999999999999999999999999999999", 3600);
}

/// E37
#[test]
fn retry_after_may_be_a_date_and_other_values_are_ignored() {
    // The wall clock of a fixture begins at 08:49:37.
    check(status(503), "Sun, 06 Nov 1994 08:51:37 GMT", 120);
    check(status(503), "Sunday, 06-Nov-94 08:51:37 GMT", 120);
    check(status(503), "Sun Nov  6 08:51:37 1994", 120);
    check(status(503), "Sun, 06 Nov 1994 08:49:37 GMT", 0);
    check(status(503), "Sun, 06 Nov 1994 08:00:00 GMT", 0);
    check(status(503), "Fri, 31 Dec 9999 23:59:59 GMT", 3600);
    for invalid in ["", "-1", "+5", "1.5", "soon", "5 s", "0x10", "Sun, 99 Nov 1994 08:51:37 GMT"] {
        check(status(503), invalid, 0);
    }
}

#[test]
fn retry_after_on_a_success_is_ignored() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([token("t", 60).with("retry-after", "120")]);
    fixture.token().expect("a token");
    assert_eq!(gate(&fixture), Duration::ZERO);
}

/// E36
#[test]
fn a_closed_gate_allows_the_old_token_until_it_expires() {
    let fixture = Fixture::with_cached_token();
    fixture.advance(3570);
    fixture.io.token_endpoint([status(429).with("retry-after", "600")]);
    fixture.io.resource([status(200), status(200)]);
    assert_eq!(fixture.call(), "200 at attempt 1");
    fixture.io.advance(Duration::from_nanos(29_999_999_999));
    assert_eq!(fixture.call(), "200 at attempt 1");
    fixture.io.advance(Duration::from_nanos(1));
    assert_eq!(fixture.call(), "gated for 570s after oauth");
    assert_eq!(fixture.requests(), ["fetch", "send old", "send old"]);
}

/// E38
#[test]
fn invalid_client_never_closes_the_gate_for_ever() {
    let fixture = Fixture::new();
    for _ in 0..100 {
        fixture.io.advance(gate(&fixture));
        fixture.io.token_endpoint([oauth_error(401, "invalid_client")]);
        assert_eq!(fixture.call(), "oauth 401 invalid_client");
    }
    fixture.io.advance(gate(&fixture));
    fixture.io.token_endpoint([token("t", 3600)]);
    fixture.io.resource([status(200)]);
    assert_eq!(fixture.call(), "200 at attempt 1");
}
