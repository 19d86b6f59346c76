//! The deadline of a call, and the timeout of an exchange.

use std::time::Duration;

use scaikey_guest::types::{Options, Request, Settings};

use crate::fixture::{Fixture, complete, get, options, settings};
use crate::reply::{Reply, no_response, status, token};
use crate::{scripted_io::SentRequest, summary};

const SECOND: u64 = 1_000_000_000;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn within(deadline: u64) -> Request {
    Request { deadline: Some(deadline), ..get("/resource") }
}

fn times(sent: &[SentRequest]) -> Vec<u64> {
    sent.iter().map(|sent| sent.limits.timeout.as_millis() as u64).collect()
}

/// The outcome and the requests of a call with a deadline of 3 s, and the time limit of each exchange in milliseconds.
#[track_caller]
fn check(fixture: &Fixture, outcome: &str, requests: &[&str], milliseconds: &[u64]) {
    assert_eq!(summary::outcome(&fixture.send(within(3 * SECOND))), outcome);
    let sent = fixture.io.sent();
    assert_eq!(summary::requests(&sent), requests);
    assert_eq!(times(&sent), milliseconds);
}

fn fixture(cached: Fixture, token_endpoint: Reply, resource: [Reply; 2]) -> Fixture {
    cached.io.token_endpoint([token_endpoint]);
    cached.io.resource(resource);
    cached
}

/// E63
#[test]
fn each_exchange_gets_the_time_that_is_left() {
    check(
        &fixture(Fixture::new(), token("t", 60).after(seconds(1)), [status(200), status(0)]),
        "200 at attempt 1",
        &["fetch", "send t"],
        &[3000, 2000],
    );
    check(
        &fixture(
            Fixture::with_cached_token(),
            token("new", 60).after(seconds(1)),
            [status(401).after(seconds(1)), status(200).after(seconds(1))],
        ),
        "200 at attempt 2",
        &["send old", "fetch", "send new"],
        &[3000, 2000, 1000],
    );
}

#[test]
fn a_deadline_that_passes_during_the_token_request_ends_the_call_there() {
    let fixture = fixture(Fixture::new(), no_response(), [status(200), status(0)]);
    check(&fixture, "timeout at the token endpoint", &["fetch"], &[3000]);
}

#[test]
fn a_token_that_arrives_at_the_deadline_is_cached_but_not_sent() {
    let fixture = fixture(Fixture::new(), token("t", 60).after(seconds(3)), [status(200), status(0)]);
    check(&fixture, "timeout at the protected resource", &["fetch"], &[3000]);
    assert_eq!(fixture.call(), "200 at attempt 1");
    assert_eq!(fixture.requests(), ["send t"]);
}

#[test]
fn a_deadline_that_passes_during_the_first_attempt_ends_the_call_there() {
    let fixture = fixture(Fixture::with_cached_token(), token("new", 60), [no_response(), status(0)]);
    check(&fixture, "timeout at the protected resource", &["send old"], &[3000]);
}

#[test]
fn a_401_at_the_deadline_is_refused_with_reason_deadline() {
    let refused = "refused with 401 at attempt 1, deadline";
    let late =
        fixture(Fixture::with_cached_token(), token("new", 60), [status(401).after(seconds(3)), status(200)]);
    check(&late, refused, &["send old"], &[3000]);
    assert_eq!(late.call(), "200 at attempt 1", "the next call fetches");
    assert_eq!(late.requests(), ["fetch", "send new"]);
}

/// E63
#[test]
fn a_401_whose_fetch_uses_up_the_deadline_is_refused() {
    let half = status(401).after(Duration::from_millis(2500));
    check(
        &fixture(Fixture::with_cached_token(), no_response(), [half.clone(), status(200)]),
        "refused with 401 at attempt 1, timeout",
        &["send old", "fetch"],
        &[3000, 500],
    );
    let exactly = token("new", 60).after(Duration::from_millis(500));
    check(
        &fixture(Fixture::with_cached_token(), exactly, [half, status(200)]),
        "refused with 401 at attempt 1, deadline",
        &["send old", "fetch"],
        &[3000, 500],
    );
}

#[test]
fn a_renewal_leaves_half_of_the_deadline_for_sending_the_old_token() {
    let fixture = fixture(Fixture::with_cached_token(), no_response(), [status(200), status(0)]);
    fixture.advance(3570);
    check(&fixture, "200 at attempt 1", &["fetch", "send old"], &[1500, 1500]);
}

#[test]
fn a_zero_deadline_sends_nothing() {
    for fixture in [Fixture::new(), Fixture::with_cached_token()] {
        assert_eq!(summary::outcome(&fixture.send(within(0))), "timeout at the token endpoint");
        let error = complete(fixture.client.token(Some(0))).expect_err("no time");
        assert_eq!(summary::error(&error), "timeout at the token endpoint");
        assert_eq!(fixture.requests(), [""; 0]);
    }
}

#[test]
fn the_function_token_takes_a_deadline() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([no_response(), token("t", 60)]);
    let error = complete(fixture.client.token(Some(2 * SECOND))).expect_err("no token");
    assert_eq!(summary::error(&error), "timeout at the token endpoint");
    complete(fixture.client.token(Some(u64::MAX))).expect("a token");
    assert_eq!(times(&fixture.io.sent()), [2000, 10_000]);
}

#[test]
fn without_a_deadline_each_exchange_has_the_exchange_timeout() {
    let patient = Settings { exchange_timeout: Some(90 * SECOND), ..settings() };
    for (settings, milliseconds) in [(None, 10_000), (Some(patient), 90_000)] {
        let fixture = Fixture::with_options(Options { settings, ..options() });
        fixture.io.token_endpoint([token("a", 3600), token("b", 3600)]);
        fixture.io.resource([status(401), status(200)]);
        assert_eq!(fixture.call(), "200 at attempt 2");
        assert_eq!(times(&fixture.io.sent()), [milliseconds; 4]);
    }
}

#[test]
fn a_wall_clock_set_back_before_a_call_does_not_change_its_deadline() {
    let fixture = Fixture::with_cached_token();
    fixture.io.resource([status(200)]);
    fixture.io.shift_wall_clock(-i128::from(3600 * SECOND));
    assert_eq!(summary::outcome(&fixture.send(within(SECOND))), "200 at attempt 1");
    assert_eq!(times(&fixture.io.sent()), [1000]);
}
