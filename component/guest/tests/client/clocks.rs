//! Two clocks, and the request that takes its time (C1, C2).

use std::time::Duration;

use crate::fixture::Fixture;
use crate::reply::{no_response, status, token};

const SECOND: i128 = 1_000_000_000;

/// Whether a call asks for another token, once `happens` has happened to one of an hour.
#[track_caller]
fn check(happens: impl FnOnce(&Fixture), expected: &[&str]) {
    let fixture = Fixture::with_cached_token();
    fixture.io.token_endpoint([token("new", 3600)]);
    fixture.io.resource([status(200)]);
    happens(&fixture);
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
fn a_wall_clock_that_steps_back_lengthens_no_life() {
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
fn a_machine_that_slept_asks_before_it_sends() {
    check(|fixture| fixture.io.shift_wall_clock(7200 * SECOND), &["fetch", "send new"]);
}

/// E19
#[test]
fn a_wall_clock_that_jumps_forward_costs_one_token_request() {
    let fixture = Fixture::with_cached_token();
    fixture.io.token_endpoint([token("new", 3600)]);
    fixture.io.shift_wall_clock(10 * 365 * 24 * 3600 * SECOND);
    fixture.io.resource((0..20).map(|_| status(200)));
    (0..20).for_each(|_| assert_eq!(fixture.call(), "200 at attempt 1"));
    assert_eq!(fixture.requests().iter().filter(|word| *word == "fetch").count(), 1);
}

/// E20
#[test]
fn the_ends_of_the_clocks_break_nothing() {
    check(|fixture| fixture.io.shift_wall_clock(i128::from(u64::MAX)), &["fetch", "send new"]);
    check(|fixture| fixture.io.shift_wall_clock(-i128::from(u64::MAX)), &["send old"]);
}

/// E13
#[test]
fn a_life_counts_from_before_its_request_was_written() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([token("slow", 40).after(Duration::from_secs(8))]);
    let token = fixture.token().expect("a token");
    assert_eq!((token.remaining, token.fresh_for), (32_000_000_000, 2_000_000_000));
}

/// E14
#[test]
fn a_token_dead_on_arrival_serves_the_call_that_asked_and_no_other() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([token("dead", 5).after(Duration::from_secs(8)), token("alive", 3600)]);
    fixture.io.resource([status(200), status(200)]);
    assert_eq!(fixture.call(), "200 at attempt 1");
    assert_eq!(fixture.call(), "200 at attempt 1");
    assert_eq!(fixture.requests(), ["fetch", "send dead", "fetch", "send alive"]);
}

/// E31
#[test]
fn an_expired_token_is_never_sent_by_either_clock() {
    for step in [0, -3600 * SECOND, 3600 * SECOND] {
        let fixture = Fixture::with_cached_token();
        fixture.io.token_endpoint([no_response()]);
        fixture.io.shift_wall_clock(step);
        fixture.advance(3600);
        assert_eq!(fixture.call(), "timeout at the token endpoint");
        assert_eq!(fixture.requests(), ["fetch"]);
    }
}
