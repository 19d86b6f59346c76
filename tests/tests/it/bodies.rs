//! Large bodies, both ways, and answers that come before a body is read.

use scaikey_host::Options;
use scaikey_host::types::{Error, Request};
use wiremock::ResponseTemplate;

use crate::raw::{Raw, TOKEN};
use crate::scaikey::{ID, SECRET, ScaiKey, TENANTS, TOKEN_ENDPOINT, open};

#[tokio::test]
async fn a_body_arrives_whole_and_again_after_a_401() {
    let scaikey = ScaiKey::issuing(3600).await;
    scaikey.next_answer(ResponseTemplate::new(401)).await;
    scaikey
        .next_answer(|request: &wiremock::Request| {
            ResponseTemplate::new(201).set_body_string(request.body.len().to_string())
        })
        .await;
    let body = body(7 * MIB);
    let request = Request::new("POST", TENANTS).header("content-type", "text/plain").body(body.clone());
    let response = scaikey.client().await.send(request).await.expect("an answer");
    assert_eq!((response.status, response.attempts), (201, 2));
    assert_eq!(response.body, (7 * MIB).to_string().as_bytes());
    let requests = scaikey.requests().await;
    let sent: Vec<_> = requests.iter().filter(|request| request.url.path() != TOKEN_ENDPOINT).collect();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|request| request.body == body), "byte for byte");
}

/// A large body is answered before it is read; the call delivers this status after so many attempts.
async fn check_early(answers: &[&str], status: u16, attempts: u8) {
    let server = Raw::answering(answers).await;
    let client = open(Options::platform(&server.base, ID, SECRET)).await;
    let request = Request::new("POST", TENANTS).body(body(7 * MIB));
    let response = client.send(request).await.expect("an answer");
    assert_eq!((response.status, response.attempts), (status, attempts), "{answers:?}");
    assert_eq!(server.lines().len(), answers.len(), "{answers:?}");
}

#[tokio::test]
async fn an_answer_before_the_body_is_read_counts() {
    check_early(&[TOKEN, TOO_LARGE], 413, 1).await;
    check_early(&[TOKEN, UNAUTHORIZED, TOKEN, DONE], 200, 2).await;
}

#[tokio::test]
async fn a_response_is_delivered_up_to_8_mib_and_not_beyond() {
    let scaikey = ScaiKey::issuing(3600).await;
    for length in [8 * MIB, 8 * MIB + 1] {
        scaikey.next_answer(ResponseTemplate::new(200).set_body_bytes(body(length))).await;
    }
    let client = scaikey.client().await;
    let response = client.send(Request::get(TENANTS)).await.expect("an answer");
    assert!(response.body == body(8 * MIB), "byte for byte");
    let error = client.send(Request::get(TENANTS)).await.expect_err("one byte too many");
    assert!(matches!(error.client(), Some(Error::TooLarge(_))), "{error}");
    assert_eq!(client.send(Request::get(TENANTS)).await.expect("an answer").body, b"[]");
}

/// Bytes of which no two neighbouring kilobytes are alike.
fn body(length: usize) -> Vec<u8> {
    (0..length).map(|at| b'a' + (at / 1024 % 23 + at % 3) as u8).collect()
}

const MIB: usize = 1 << 20;
const TOO_LARGE: &str = "HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n";
const UNAUTHORIZED: &str = "HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n";
const DONE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
