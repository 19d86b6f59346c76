//! How long bodies are, and how long they say they are (C12).

use scaikey_guest::types::{Options, Request, Settings};

use crate::reply::{Reply, status, token};
use crate::scene::{Scene, get, options, settings};
use crate::words;

#[track_caller]
fn check(method: &str, reply: Reply, expected: &str) {
    let scene = Scene::holding();
    scene.world.resource([reply.clone()]);
    let request = Request { method: method.into(), ..get("/resource") };
    assert_eq!(words::outcome(&scene.send(request)), expected, "{method} {reply:?}");
}

fn announcing(length: &str) -> Reply {
    status(200).with("Content-Length", length).body("abc")
}

const DELIVERED: &str = "200 at attempt 1";
const BROKEN: &str = "transport at the protected resource";

#[test]
fn a_body_that_is_not_as_long_as_it_says_is_broken() {
    check("GET", announcing("3"), DELIVERED);
    check("GET", announcing("3").with("content-length", "3"), DELIVERED);
    check("GET", status(200).body("abc"), DELIVERED);
    for length in ["2", "4", "0", "", "three", "-3", "+3", "3.0", "0x3", "3, 3", "99999999999999999999"] {
        check("GET", announcing(length), BROKEN);
    }
    check("GET", announcing("3").with("content-length", "4"), BROKEN);
}

#[test]
fn where_there_is_no_body_a_length_announces_nothing() {
    let empty = |code| status(code).with("content-length", "3");
    check("HEAD", empty(200), DELIVERED);
    check("GET", empty(304), "304 at attempt 1");
    check("DELETE", empty(204), "204 at attempt 1");
    check("GET", empty(200), BROKEN);
    check("POST", empty(404), BROKEN);
}

#[test]
fn a_token_response_that_lies_is_a_transport_error() {
    let scene = Scene::new();
    scene.world.token_endpoint([token("t", 60).with("content-length", "5")]);
    assert_eq!(scene.call(), "transport at the token endpoint");
}

#[test]
fn a_401_to_head_is_retried() {
    let scene = Scene::holding();
    scene.world.token_endpoint([token("new", 60)]);
    scene.world.resource([status(401), status(200)].map(|reply| reply.with("content-length", "17")));
    let request = Request { method: "HEAD".into(), ..get("/resource") };
    assert_eq!(scene.send(request).expect("a response").attempts, 2);
}

/// A client that sends 10 bytes and takes 20.
fn narrow() -> Scene {
    let settings = Settings { request_limit: Some(10), response_limit: Some(20), ..settings() };
    let scene = Scene::of(Options { settings: Some(settings), ..options() });
    scene.world.token_endpoint([token("t", 3600)]);
    scene
}

#[test]
fn bodies_have_limits_each_way() {
    let posting = |size| Request { body: Some(vec![b'x'; size]), ..get("/resource") };
    let scene = narrow();
    assert_eq!(words::outcome(&scene.send(posting(11))), "too large at the protected resource");
    assert_eq!(scene.journal(), [""; 0], "nothing is sent, and no token asked for");
    scene.world.resource([status(200).body([b'x'; 20]), status(200).body([b'x'; 21])]);
    assert_eq!(words::outcome(&scene.send(posting(10))), DELIVERED);
    assert_eq!(scene.call(), "too large at the protected resource");
}
