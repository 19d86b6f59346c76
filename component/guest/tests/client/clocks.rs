//! The window and expiry by two clocks, and slow token requests.

use std::time::Duration;

use crate::fixture::Fixture;
use crate::reply::{no_response, status, token};

const SECOND: i128 = 1_000_000_000;

/// The requests of a call after `event`, with a cached token of one hour.
#[track_caller]
fn check(event: impl FnOnce(&Fixture), expected: &[&str]) {
    let fixture = Fixture::with_cached_token();
    fixture.io.token_endpoint([token("new", 3600)]);
    fixture.io.resource([status(200)]);
    event(&fixture);
    assert_eq!(fixture.call(), "200 at attempt 1");
    assert_eq!(fixture.requests(), expected);
}

#[test]
fn a_token_is_renewed_at_exactly_thirty_seconds_before_its_expiry() {
    let boundary = Duration::from_secs(3570);
    check(|fixture| fixture.io.advance(boundary - Duration::from_nanos(1)), &["send old"]);
    check(|fixture| fixture.io.advance(boundary), &["fetch", "send new"]);
    check(|fixture| fixture.io.advance(boundary + Duration::from_nanos(1)), &["fetch", "send new"]);
}

/// E17
#[test]
fn a_wall_clock_set_back_does_not_extend_a_lifetime() {
    check(|fixture| fixture.io.shift_wall_clock(-3600 * SECOND), &["send old"]);
    check(
        |fixture| {
            fixture.io.shift_wall_clock(-3600 * SECOND);
            fixture.advance(3570);
        },
        &["fetch", "send new"],
    );
}

/// E18
#[test]
fn after_sleep_a_call_fetches_before_it_sends() {
    check(|fixture| fixture.io.shift_wall_clock(7200 * SECOND), &["fetch", "send new"]);
}

/// E19
#[test]
fn a_wall_clock_set_forward_causes_one_token_request() {
    let fixture = Fixture::with_cached_token();
    fixture.io.token_endpoint([token("new", 3600)]);
    fixture.io.shift_wall_clock(10 * 365 * 24 * 3600 * SECOND);
    fixture.io.resource((0..20).map(|_| status(200)));
    (0..20).for_each(|_| assert_eq!(fixture.call(), "200 at attempt 1"));
    assert_eq!(fixture.requests().iter().filter(|word| *word == "fetch").count(), 1);
}

/// E20
#[test]
fn extreme_clock_values_are_handled() {
    check(|fixture| fixture.io.shift_wall_clock(i128::from(u64::MAX)), &["fetch", "send new"]);
    check(|fixture| fixture.io.shift_wall_clock(-i128::from(u64::MAX)), &["send old"]);
}

/// E13
#[test]
fn a_lifetime_counts_from_before_the_request_is_written() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([token("slow", 40).after(Duration::from_secs(8))]);
    let token = fixture.token().expect("a token");
    assert_eq!((token.remaining, token.fresh_for), (32_000_000_000, 2_000_000_000));
}

/// E14
#[test]
fn a_token_expired_on_arrival_serves_only_the_call_that_fetched_it() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([token("expired", 5).after(Duration::from_secs(8)), token("valid", 3600)]);
    fixture.io.resource([status(200), status(200)]);
    assert_eq!(fixture.call(), "200 at attempt 1");
    assert_eq!(fixture.call(), "200 at attempt 1");
    assert_eq!(fixture.requests(), ["fetch", "send expired", "fetch", "send valid"]);
}

/// E31
#[test]
fn a_token_expired_by_either_clock_is_not_sent() {
    for step in [0, -3600 * SECOND, 3600 * SECOND] {
        let fixture = Fixture::with_cached_token();
        fixture.io.token_endpoint([no_response()]);
        fixture.io.shift_wall_clock(step);
        fixture.advance(3600);
        assert_eq!(fixture.call(), "timeout at the token endpoint");
        assert_eq!(fixture.requests(), ["fetch"]);
    }
}
