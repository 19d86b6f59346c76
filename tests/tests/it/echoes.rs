//! Servers that say our secrets back: neither errors nor commands pass them on.

use std::error::Error;
use std::iter::successors;

use base64ct::{Base64, Encoding};
use scaikey_host::Client;
use scaikey_host::types::Request;
use wiremock::ResponseTemplate;

use crate::scaikey::{ID, SECRET, ScaiKey, TENANTS, token};

/// All that one failed call lets be seen.
async fn seen(client: &Client) -> String {
    let error = client.send(Request::get(TENANTS)).await.expect_err("no token");
    let causes: Vec<_> = successors(error.source(), |cause| (*cause).source()).collect();
    let status = client.status().await.expect("a status");
    format!("{error} {error:?} {causes:?} {:?} {client:?} {status:?}", error.client())
}

#[track_caller]
fn check(hidden: &[&str], seen: &str) {
    for (form, value) in hidden.iter().flat_map(|hidden| forms(hidden)) {
        assert!(!seen.contains(&value), "{form}: {seen}");
    }
}

#[tokio::test]
async fn a_token_endpoint_that_says_secrets_back_is_not_quoted() {
    let credentials = Base64::encode_string(format!("{ID}:{SECRET}").as_bytes());
    for answer in ECHOES {
        let scaikey = ScaiKey::issuing(3600).await;
        for _ in 0..8 {
            scaikey.next_token(answer).await;
        }
        let client = scaikey.client().await;
        // The last of these is held back by the gate, and says what went wrong before.
        for _ in 0..6 {
            check(&[SECRET, &credentials], &seen(&client).await);
        }
        for arguments in [&["token"][..], &["call", "GET", TENANTS]] {
            let (status, printed, complained) = scaikey.run(arguments);
            assert_ne!(status, 0);
            check(&[SECRET, &credentials], &(printed + &complained));
        }
    }
}

#[tokio::test]
async fn a_401_that_says_secrets_back_is_not_quoted() {
    for answer in ECHOES {
        let scaikey = ScaiKey::issuing(3600).await;
        let client = scaikey.client().await;
        for _ in 0..2 {
            scaikey.next_token(token(BEARER, 3600)).await;
            scaikey.next_answer(refusal).await;
            scaikey.next_token(answer).await;
        }
        check(&[SECRET, BEARER], &seen(&client).await);
        // The answer itself goes to standard output; the caller asked for it.
        let (status, _, complained) = scaikey.run(&["call", "GET", TENANTS]);
        assert_eq!(status, 1);
        check(&[SECRET, BEARER], &complained);
    }
}

/// All that the server knows.
fn said(request: &wiremock::Request) -> String {
    let authorization = request.headers["authorization"].to_str().expect("ASCII");
    let body = String::from_utf8_lossy(&request.body);
    format!("{SECRET} {BEARER} {authorization} {body}")
}

fn refusal(request: &wiremock::Request) -> ResponseTemplate {
    let said = said(request);
    ResponseTemplate::new(401).insert_header("www-authenticate", &*said).set_body_string(said)
}

/// What the token endpoint answers in place of a token.
const ECHOES: &[fn(&wiremock::Request) -> ResponseTemplate] = &[
    refusal,
    |request| {
        ResponseTemplate::new(302).insert_header("location", format!("/?{}", said(request).replace(' ', "+")))
    },
    |request| ResponseTemplate::new(503).set_body_string(said(request)),
    |request| json(400, "invalid_client", "error_description", &said(request)),
    |request| json(400, &said(request), "error_uri", ""),
    |request| json(200, &said(request), "error_description", &said(request)),
    |request| ResponseTemplate::new(200).set_body_string(said(request)),
    |request| granted(&format!(r#""access_token":"{}""#, said(request))),
    |request| granted(&format!(r#""access_token":"t","token_type":"{}""#, said(request))),
    |request| granted(&format!(r#""access_token":"t","expires_in":"{}""#, said(request))),
];

fn json(status: u16, code: &str, name: &str, value: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_string(format!(r#"{{"error":"{code}","{name}":"{value}"}}"#))
}

fn granted(members: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_string(format!("{{{members}}}"))
}

/// A text in each form that it may have on its way.
fn forms(hidden: &str) -> Vec<(&'static str, String)> {
    let percent = hidden.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let mut forms = vec![("as it is", hidden.to_owned()), ("in percents", percent)];
    forms.extend((0..3).map(|before| ("in base64", base64_after(before, hidden))));
    forms
}

/// The digits of a base64 text that come of `hidden` alone where it stands behind so many other bytes.
fn base64_after(before: usize, hidden: &str) -> String {
    let encoded = Base64::encode_string(&[&b"..."[..before], hidden.as_bytes()].concat());
    encoded[(before * 8).div_ceil(6)..(before + hidden.len()) * 8 / 6].to_owned()
}

const BEARER: &str = "a-bearer-token-that-nobody-may-see";
