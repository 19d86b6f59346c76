//! The tutorial, chapter by chapter, over real sockets.

use std::time::Duration;

use scaikey_host::Options;
use scaikey_host::types::Request;
use wiremock::matchers::{basic_auth, bearer_token, body_string, header, method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::scaikey::{ID, SECRET, ScaiKey, TENANTS, TOKEN_ENDPOINT, open, token};

/// A client of `options` asks this endpoint for a token, in the tutorial's words, and calls with it.
async fn check_acquisition(endpoint: &str, options: impl Fn(String) -> Options) {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path(endpoint))
        .and(basic_auth(ID, SECRET))
        .and(header("content-type", "application/x-www-form-urlencoded"))
        .and(body_string("grant_type=client_credentials"))
        .respond_with(token("the-token", 3600))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("GET"))
        .and(path(TENANTS))
        .and(bearer_token("the-token"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(r#"["acme"]"#, "application/json"))
        .expect(1)
        .mount(&server)
        .await;
    let response = open(options(server.uri())).await.send(Request::get(TENANTS)).await.expect("an answer");
    assert_eq!((response.status, response.attempts), (200, 1));
    assert_eq!(response.body, br#"["acme"]"#);
    assert!(response.headers.contains(&("content-type".into(), b"application/json".into())));
}

#[tokio::test]
async fn an_application_gets_its_token_where_it_belongs_and_calls_with_it() {
    check_acquisition(TOKEN_ENDPOINT, |base| Options::platform(base, ID, SECRET)).await;
    let tenant = "/api/v1/auth/tenants/acme/oauth/token";
    check_acquisition(tenant, |base| Options::tenant(base, "acme", ID, SECRET)).await;
}

/// The resource answers `statuses` in turn, then 200; each call brings a status after so many attempts.
async fn check(statuses: &[u16], calls: &[(u16, u8)], journal: &[&str]) {
    let scaikey = ScaiKey::issuing(3600).await;
    for status in statuses {
        scaikey.next_answer(ResponseTemplate::new(*status)).await;
    }
    let client = scaikey.client().await;
    for call in calls {
        let response = client.send(Request::get(TENANTS)).await.expect("an answer");
        assert_eq!((response.status, response.attempts), *call, "{statuses:?}");
    }
    assert_eq!(scaikey.journal().await, journal, "{statuses:?}");
}

#[tokio::test]
async fn fifty_calls_take_one_token() {
    let journal = [&["fetch"][..], &["send token-1"; 50]].concat();
    check(&[], &[(200, 1); 50], &journal).await;
}

#[tokio::test]
async fn a_401_costs_one_token_and_one_retry() {
    check(&[401], &[(200, 2)], &["fetch", "send token-1", "fetch", "send token-2"]).await;
    let journal = ["fetch", "send token-1", "send token-1", "fetch", "send token-2", "send token-2"];
    check(&[200, 401], &[(200, 1), (200, 2), (200, 1)], &journal).await;
}

#[tokio::test]
async fn a_second_401_is_delivered_and_its_token_kept() {
    let journal = ["fetch", "send token-1", "fetch", "send token-2", "send token-2"];
    check(&[401, 401], &[(401, 2), (200, 1)], &journal).await;
}

#[tokio::test]
async fn any_other_status_is_delivered_and_nothing_is_retried() {
    for status in [204, 302, 403, 404, 429, 500, 503] {
        check(&[status], &[(status, 1), (200, 1)], &["fetch", "send token-1", "send token-1"]).await;
    }
}

#[tokio::test]
async fn a_new_token_with_the_old_text_is_a_new_token() {
    let scaikey = ScaiKey::issuing(3600).await;
    for _ in 0..2 {
        scaikey.next_token(token("always-the-same", 3600)).await;
    }
    scaikey.next_answer(ResponseTemplate::new(401)).await;
    let client = scaikey.client().await;
    let response = client.send(Request::get(TENANTS)).await.expect("an answer");
    assert_eq!((response.status, response.attempts), (200, 2));
    assert_eq!(client.status().await.expect("a status").generation, Some(2));
    let journal = ["fetch", "send always-the-same", "fetch", "send always-the-same"];
    assert_eq!(scaikey.journal().await, journal);
}

#[tokio::test]
async fn the_token_can_be_had_without_a_call() {
    let scaikey = ScaiKey::issuing(3600).await;
    let client = scaikey.client().await;
    let first = client.token(None).await.expect("a token");
    assert_eq!((first.value.expose(), first.generation), ("token-1", 1));
    assert_eq!(first.remaining - first.fresh_for, Duration::from_secs(30));
    client.discard(first.generation).await.expect("no trap");
    assert_eq!(client.token(None).await.expect("a token").value.expose(), "token-2");
}
