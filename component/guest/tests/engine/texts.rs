//! What errors say to people: one line that names the place and the thing.

use scaikey_guest::Fault;
use scaikey_guest::types::{Error, Reason};

use crate::reply::{Reply, refusal, status};
use crate::scene::{Scene, get};

/// The text of an error, the inner one if there is one.
fn text(error: Error) -> String {
    match error {
        Error::Configuration(text) | Error::InvalidRequest(text) | Error::MalformedTokenResponse(text) => {
            text
        }
        Error::Denied(failure)
        | Error::Transport(failure)
        | Error::Timeout(failure)
        | Error::TooLarge(failure) => failure.text,
        Error::Oauth(failure) => failure.text,
        Error::Gated(gated) => gated.cause.text,
        Error::Refused(refused) => match refused.reason {
            Reason::Failure(failure) => failure.text,
            Reason::Gated(gated) => gated.cause.text,
            Reason::Deadline => String::new(),
        },
    }
}

/// What the caller reads when a token request ends so: at first, after a 401, and behind a gate.
#[track_caller]
fn check(reply: Reply, expected: &str) {
    let scene = Scene::holding();
    scene.world.token_endpoint((0..5).map(|_| reply.clone()));
    scene.world.resource([status(401)]);
    for _ in 0..6 {
        assert_eq!(text(scene.send(get("/resource")).expect_err("no token")), expected);
    }
}

#[test]
fn a_failed_token_request_says_so_wherever_it_is_the_reason() {
    let fault = |fault| Reply { outcome: Err(fault), ..status(0) };
    check(fault(Fault::Denied("the host denied the request")), "token endpoint: the host denied the request");
    check(fault(Fault::Transport("connection refused")), "token endpoint: connection refused");
    check(fault(Fault::Timeout("no response in time")), "token endpoint: no response in time");
    check(status(200), "token response: not a json object with distinct members");
    check(refusal(400, "invalid_scope"), "token endpoint answered 400");
}

#[test]
fn a_failed_request_names_the_resource() {
    let scene = Scene::holding();
    scene.world.resource([Reply { outcome: Err(Fault::Transport("connection terminated")), ..status(0) }]);
    let error = scene.send(get("/resource")).expect_err("no answer");
    assert_eq!(text(error), "protected resource: connection terminated");
    assert_eq!(
        text(scene.send(get("//x")).expect_err("a bad path")),
        "path does not begin with exactly one /"
    );
}
