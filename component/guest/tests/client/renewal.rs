//! Failing token requests, with and without an old token.

use std::time::Duration;

use scaikey_guest::types::{Error, Options, Settings};

use crate::fixture::{Fixture, get, options, settings};
use crate::reply::{Reply, connection_refused, no_response, oauth_error, status, token};

/// A client with the token `old` that has this many seconds of its hour left.
fn with_seconds_left(seconds: u64) -> Fixture {
    let settings = Some(Settings { exchange_timeout: Some(60_000_000_000), ..settings() });
    let fixture = Fixture::with_options(Options { settings, ..options() });
    fixture.io.token_endpoint([token("old", 3600)]);
    fixture.token().expect("a token");
    fixture.io.sent();
    fixture.advance(3600 - seconds);
    fixture
}

/// E30
#[test]
fn a_failed_renewal_sends_the_old_token() {
    for failure in
        [connection_refused(), status(503), oauth_error(401, "invalid_client"), status(200).body("<html>")]
    {
        let fixture = with_seconds_left(25);
        fixture.io.token_endpoint([failure]);
        fixture.io.resource([status(200)]);
        assert_eq!(fixture.call(), "200 at attempt 1");
        assert_eq!(fixture.requests(), ["fetch", "send old"]);
        assert!(fixture.client.status().last_failure.is_some(), "the status shows the failure");
    }
}

/// E33
#[test]
fn a_stalled_renewal_ends_before_the_old_token_expires() {
    #[track_caller]
    fn check(left: u64, time: Duration, outcome: &str) {
        let fixture = with_seconds_left(left);
        fixture.io.token_endpoint([no_response()]);
        fixture.io.resource([status(200)]);
        assert_eq!(fixture.call(), outcome);
        assert_eq!(fixture.io.sent()[0].limits.timeout, time);
    }
    check(30, Duration::from_secs(29), "200 at attempt 1");
    check(5, Duration::from_secs(4), "200 at attempt 1");
    check(1, Duration::from_millis(500), "200 at attempt 1");
    check(0, Duration::from_secs(60), "timeout at the token endpoint");
}

/// E35, E65
#[test]
fn without_a_token_the_resource_is_not_called() {
    #[track_caller]
    fn check(failure: Reply, outcome: &str) {
        let fixture = Fixture::new();
        fixture.io.token_endpoint([failure]);
        assert_eq!(fixture.call(), outcome);
        assert_eq!(fixture.requests(), ["fetch"]);
    }
    check(connection_refused(), "transport at the token endpoint");
    check(no_response(), "timeout at the token endpoint");
    check(status(500), "oauth 500 ");
    check(status(502), "oauth 502 ");
    check(oauth_error(401, "invalid_client"), "oauth 401 invalid_client");
    check(status(200), "malformed");
}

/// E51, E64
#[test]
fn a_refused_token_without_a_replacement_returns_the_401_and_the_reason() {
    #[track_caller]
    fn check(failures: &[Reply], outcome: &str) {
        let fixture = Fixture::with_cached_token();
        fixture.io.token_endpoint(failures.to_vec());
        fixture.io.resource([status(401).with("www-authenticate", "Bearer realm=\"x\"").body("why")]);
        let result = fixture.send(get("/resource"));
        assert_eq!(crate::summary::outcome(&result), outcome);
        let Err(Error::Refused(refused)) = result else { panic!("{outcome}") };
        assert_eq!(refused.response.headers, [("www-authenticate".into(), b"Bearer realm=\"x\"".into())]);
        assert_eq!(refused.response.body, b"why");
        assert_eq!(fixture.requests(), ["send old", "fetch"]);
    }
    check(&[connection_refused()], "refused with 401 at attempt 1, transport");
    check(&[no_response()], "refused with 401 at attempt 1, timeout");
    check(&[status(503)], "refused with 401 at attempt 1, oauth");
    check(&[oauth_error(401, "invalid_client")], "refused with 401 at attempt 1, oauth invalid_client");
    check(&[status(200)], "refused with 401 at attempt 1, malformedtokenresponse");
}

#[test]
fn while_the_gate_is_closed_a_refused_token_returns_the_401_and_the_remaining_time() {
    let fixture = with_seconds_left(30);
    fixture.io.token_endpoint([status(503).with("retry-after", "20")]);
    fixture.io.resource([status(200), status(401)]);
    assert_eq!(fixture.call(), "200 at attempt 1");
    fixture.advance(5);
    assert_eq!(fixture.call(), "refused with 401 at attempt 1, gated for 15s after oauth");
    assert_eq!(fixture.requests(), ["fetch", "send old", "send old"]);
    assert_eq!(fixture.call(), "gated for 15s after oauth", "a refused token is not sent again");
}

#[test]
fn after_a_failed_renewal_a_401_allows_one_more_token_request() {
    let fixture = with_seconds_left(25);
    fixture.io.token_endpoint([connection_refused(), token("new", 3600)]);
    fixture.io.resource([status(401), status(200)]);
    assert_eq!(fixture.call(), "200 at attempt 2");
    assert_eq!(fixture.requests(), ["fetch", "send old", "fetch", "send new"]);
}

#[test]
fn a_401_of_the_token_endpoint_is_not_retried() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([status(401), token("t", 3600)]);
    fixture.io.resource([status(200)]);
    assert_eq!(fixture.call(), "oauth 401 ");
    assert_eq!(fixture.call(), "200 at attempt 1");
    assert_eq!(fixture.requests(), ["fetch", "fetch", "send t"]);
}
