//! `Content-Length`, and the limits of bodies.

use scaikey_guest::types::{Options, Request, Settings};

use crate::fixture::{Fixture, get, options, settings};
use crate::reply::{Reply, status, token};
use crate::summary;

#[track_caller]
fn check(method: &str, reply: Reply, expected: &str) {
    let fixture = Fixture::with_cached_token();
    fixture.io.resource([reply.clone()]);
    let request = Request { method: method.into(), ..get("/resource") };
    assert_eq!(summary::outcome(&fixture.send(request)), expected, "{method} {reply:?}");
}

fn announcing(length: &str) -> Reply {
    status(200).with("Content-Length", length).body("abc")
}

const DELIVERED: &str = "200 at attempt 1";
const BROKEN: &str = "transport at the protected resource";

#[test]
fn a_body_that_differs_from_its_content_length_is_a_transport_error() {
    check("GET", announcing("3"), DELIVERED);
    check("GET", announcing("3").with("content-length", "3"), DELIVERED);
    check("GET", status(200).body("abc"), DELIVERED);
    for length in ["2", "4", "0", "", "three", "-3", "+3", "3.0", "0x3", "3, 3", "99999999999999999999"] {
        check("GET", announcing(length), BROKEN);
    }
    check("GET", announcing("3").with("content-length", "4"), BROKEN);
}

#[test]
fn content_length_is_ignored_for_responses_without_a_body() {
    let empty = |code| status(code).with("content-length", "3");
    check("HEAD", empty(200), DELIVERED);
    check("GET", empty(304), "304 at attempt 1");
    check("DELETE", empty(204), "204 at attempt 1");
    check("GET", empty(200), BROKEN);
    check("POST", empty(404), BROKEN);
}

#[test]
fn a_token_response_with_a_wrong_content_length_is_a_transport_error() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([token("t", 60).with("content-length", "5")]);
    assert_eq!(fixture.call(), "transport at the token endpoint");
}

#[test]
fn a_401_to_head_is_retried() {
    let fixture = Fixture::with_cached_token();
    fixture.io.token_endpoint([token("new", 60)]);
    fixture.io.resource([status(401), status(200)].map(|reply| reply.with("content-length", "17")));
    let request = Request { method: "HEAD".into(), ..get("/resource") };
    assert_eq!(fixture.send(request).expect("a response").attempts, 2);
}

/// A client with a request limit of 10 bytes and a response limit of 20.
fn with_small_limits() -> Fixture {
    let settings = Settings { request_limit: Some(10), response_limit: Some(20), ..settings() };
    let fixture = Fixture::with_options(Options { settings: Some(settings), ..options() });
    fixture.io.token_endpoint([token("t", 3600)]);
    fixture
}

#[test]
fn request_and_response_bodies_have_limits() {
    let posting = |size| Request { body: Some(vec![b'x'; size]), ..get("/resource") };
    let fixture = with_small_limits();
    assert_eq!(summary::outcome(&fixture.send(posting(11))), "too large at the protected resource");
    assert_eq!(fixture.requests(), [""; 0], "no request is sent, not even for a token");
    fixture.io.resource([status(200).body([b'x'; 20]), status(200).body([b'x'; 21])]);
    assert_eq!(summary::outcome(&fixture.send(posting(10))), DELIVERED);
    assert_eq!(fixture.call(), "too large at the protected resource");
}
