//! The texts of errors: one line that names the place and the problem.

use scaikey_guest::ExchangeError;
use scaikey_guest::types::{Error, Reason};

use crate::fixture::{Fixture, get};
use crate::reply::{Reply, oauth_error, status};

/// The text of an error, or of its cause if it has one.
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

/// The text for a token request that fails like this: in the first call, after a 401, and while the gate is closed.
#[track_caller]
fn check(reply: Reply, expected: &str) {
    let fixture = Fixture::with_cached_token();
    fixture.io.token_endpoint((0..5).map(|_| reply.clone()));
    fixture.io.resource([status(401)]);
    for _ in 0..6 {
        assert_eq!(text(fixture.send(get("/resource")).expect_err("no token")), expected);
    }
}

#[test]
fn a_failed_token_request_has_the_same_text_in_every_error() {
    let failing = |error| Reply { outcome: Err(error), ..status(0) };
    check(
        failing(ExchangeError::Denied("the host denied the request")),
        "token endpoint: the host denied the request",
    );
    check(failing(ExchangeError::Transport("connection refused")), "token endpoint: connection refused");
    check(
        failing(ExchangeError::Timeout("no response within the time limit")),
        "token endpoint: no response within the time limit",
    );
    check(status(200), "invalid token response: expected a JSON object without duplicate members");
    check(oauth_error(400, "invalid_scope"), "token endpoint answered 400");
}

#[test]
fn a_failed_request_names_the_resource() {
    let fixture = Fixture::with_cached_token();
    fixture
        .io
        .resource([Reply { outcome: Err(ExchangeError::Transport("connection terminated")), ..status(0) }]);
    let error = fixture.send(get("/resource")).expect_err("no answer");
    assert_eq!(text(error), "protected resource: connection terminated");
    assert_eq!(
        text(fixture.send(get("//x")).expect_err("a bad path")),
        "invalid path \"//x\": expected exactly one / at the start"
    );
}
