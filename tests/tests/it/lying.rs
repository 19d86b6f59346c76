//! Answers that are not what they say: from the resource, and from the token endpoint.

use scaikey_host::Options;
use scaikey_host::types::{Endpoint, Error, Request};

use crate::raw::{Raw, TOKEN};
use crate::scaikey::{ID, SECRET, TENANTS, open};

/// What a call brings if the server answers its requests so, in turn: the body, or where the connection failed.
async fn check(answers: &[&str], expected: Result<&str, Endpoint>) {
    let server = Raw::answering(answers).await;
    let client = open(Options::platform(&server.base, ID, SECRET)).await;
    let outcome = client.send(Request::get(TENANTS)).await;
    let outcome = match &outcome {
        Ok(response) => Ok(std::str::from_utf8(&response.body).expect("UTF-8")),
        Err(error) => match error.client() {
            Some(Error::Transport(failure)) => Err(failure.endpoint),
            _ => panic!("{answers:?}: {error}"),
        },
    };
    assert_eq!(outcome, expected, "{answers:?}");
    assert_eq!(server.lines().len(), answers.len(), "sent once: {answers:?}");
}

#[tokio::test]
async fn a_broken_answer_is_a_transport_error_and_is_not_asked_for_again() {
    for broken in BROKEN {
        check(&[TOKEN, broken], Err(Endpoint::ProtectedResource)).await;
    }
}

#[tokio::test]
async fn a_broken_token_response_is_a_transport_error_and_the_resource_is_not_called() {
    for broken in BROKEN {
        check(&[broken], Err(Endpoint::TokenEndpoint)).await;
    }
}

#[tokio::test]
async fn what_follows_a_whole_answer_is_not_part_of_it() {
    check(&[TOKEN, "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello, and more"], Ok("hello")).await;
}

const BROKEN: &[&str] = &[
    "",
    "HTTP/1.1 200 OK\r\ncontent-le",
    "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"access_token\":\"t\",\"expires_in\":3600}",
    "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
    "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n26\r\n{\"access_token\":\"t\",\"expires_in\":3600}",
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nlots\r\n",
    "SSH-2.0-OpenSSH_9.9\r\n\r\n",
];
