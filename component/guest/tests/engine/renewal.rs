//! Token requests that fail, while there is an old token and when there is none (C6, C8).

use std::time::Duration;

use scaikey_guest::types::{Error, Options, Settings};

use crate::reply::{Reply, broken, refusal, silent, status, token};
use crate::scene::{Scene, get, options, settings};

/// A client with a token `old` of an hour that has this many seconds left.
fn with_left(seconds: u64) -> Scene {
    let settings = Some(Settings { exchange_timeout: Some(60_000_000_000), ..settings() });
    let scene = Scene::of(Options { settings, ..options() });
    scene.world.token_endpoint([token("old", 3600)]);
    scene.token().expect("a token");
    scene.world.sent();
    scene.passes(3600 - seconds);
    scene
}

/// E30
#[test]
fn a_failed_renewal_sends_the_old_token() {
    for failure in [broken(), status(503), refusal(401, "invalid_client"), status(200).body("<html>")] {
        let scene = with_left(25);
        scene.world.token_endpoint([failure]);
        scene.world.resource([status(200)]);
        assert_eq!(scene.call(), "200 at attempt 1");
        assert_eq!(scene.journal(), ["ask", "send old"]);
        assert!(scene.client.status().last_failure.is_some(), "the failure is recorded");
    }
}

/// E33
#[test]
fn a_stalled_renewal_ends_before_the_old_token_does() {
    #[track_caller]
    fn check(left: u64, time: Duration, outcome: &str) {
        let scene = with_left(left);
        scene.world.token_endpoint([silent()]);
        scene.world.resource([status(200)]);
        assert_eq!(scene.call(), outcome);
        assert_eq!(scene.world.sent()[0].bounds.time, time);
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
        let scene = Scene::new();
        scene.world.token_endpoint([failure]);
        assert_eq!(scene.call(), outcome);
        assert_eq!(scene.journal(), ["ask"]);
    }
    check(broken(), "transport at the token endpoint");
    check(silent(), "timeout at the token endpoint");
    check(status(500), "oauth 500 ");
    check(status(502), "oauth 502 ");
    check(refusal(401, "invalid_client"), "oauth 401 invalid_client");
    check(status(200), "malformed");
}

/// E51, E64
#[test]
fn a_refused_token_that_cannot_be_replaced_gives_the_401_and_the_reason() {
    #[track_caller]
    fn check(failures: &[Reply], outcome: &str) {
        let scene = Scene::holding();
        scene.world.token_endpoint(failures.to_vec());
        scene.world.resource([status(401).with("www-authenticate", "Bearer realm=\"x\"").body("why")]);
        let result = scene.send(get("/resource"));
        assert_eq!(crate::words::outcome(&result), outcome);
        let Err(Error::Refused(refused)) = result else { panic!("{outcome}") };
        assert_eq!(refused.response.headers, [("www-authenticate".into(), b"Bearer realm=\"x\"".into())]);
        assert_eq!(refused.response.body, b"why");
        assert_eq!(scene.journal(), ["send old", "ask"]);
    }
    check(&[broken()], "refused with 401 at attempt 1, transport");
    check(&[silent()], "refused with 401 at attempt 1, timeout");
    check(&[status(503)], "refused with 401 at attempt 1, oauth");
    check(&[refusal(401, "invalid_client")], "refused with 401 at attempt 1, oauth invalid_client");
    check(&[status(200)], "refused with 401 at attempt 1, malformedtokenresponse");
}

#[test]
fn behind_a_gate_a_refused_token_gives_the_401_and_the_time_left() {
    let scene = with_left(30);
    scene.world.token_endpoint([status(503).with("retry-after", "20")]);
    scene.world.resource([status(200), status(401)]);
    assert_eq!(scene.call(), "200 at attempt 1");
    scene.passes(5);
    assert_eq!(scene.call(), "refused with 401 at attempt 1, gated for 15s after oauth");
    assert_eq!(scene.journal(), ["ask", "send old", "send old"]);
    assert_eq!(scene.call(), "gated for 15s after oauth", "a refused token is not sent again");
}

#[test]
fn after_a_failed_renewal_a_401_allows_one_more_token_request() {
    let scene = with_left(25);
    scene.world.token_endpoint([broken(), token("new", 3600)]);
    scene.world.resource([status(401), status(200)]);
    assert_eq!(scene.call(), "200 at attempt 2");
    assert_eq!(scene.journal(), ["ask", "send old", "ask", "send new"]);
}

#[test]
fn a_401_of_the_token_endpoint_is_no_401_of_the_resource() {
    let scene = Scene::new();
    scene.world.token_endpoint([status(401), token("t", 3600)]);
    scene.world.resource([status(200)]);
    assert_eq!(scene.call(), "oauth 401 ");
    assert_eq!(scene.call(), "200 at attempt 1");
    assert_eq!(scene.journal(), ["ask", "ask", "send t"]);
}
