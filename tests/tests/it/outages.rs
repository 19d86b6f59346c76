//! Token endpoints and resources that fail or are slow, and that heal.

use std::time::Duration;

use scaikey_host::types::{Endpoint, Error, Request, Settings};
use wiremock::ResponseTemplate;

use crate::scaikey::{ScaiKey, TENANTS, token};

#[tokio::test]
async fn a_token_endpoint_that_fails_three_times_costs_three_calls_and_no_more() {
    let scaikey = ScaiKey::issuing(3600).await;
    for _ in 0..3 {
        scaikey.next_token(ResponseTemplate::new(503)).await;
    }
    let client = scaikey.client().await;
    for _ in 0..3 {
        let error = client.send(Request::get(TENANTS)).await.expect_err("no token, no call");
        assert!(matches!(error.client(), Some(Error::Oauth(failure)) if failure.status == 503), "{error}");
    }
    assert_eq!(client.send(Request::get(TENANTS)).await.expect("it healed").status, 200);
    assert_eq!(scaikey.journal().await, ["fetch", "fetch", "fetch", "fetch", "send token-1"]);
    let status = client.status().await.expect("a status");
    assert_eq!((status.counters.failed.cold, status.counters.fetched.cold), (3, 1));
    assert_eq!(status.last_failure, None);
}

#[tokio::test]
async fn a_renewal_that_fails_costs_nothing_while_the_old_token_lives() {
    let scaikey = ScaiKey::issuing(3600).await;
    scaikey.next_token(token("short-lived", 20)).await;
    scaikey.next_token(ResponseTemplate::new(500)).await;
    let client = scaikey.client().await;
    for _ in 0..3 {
        assert_eq!(client.send(Request::get(TENANTS)).await.expect("an answer").status, 200);
    }
    let journal = ["fetch", "send short-lived", "fetch", "send short-lived", "fetch", "send token-1"];
    assert_eq!(scaikey.journal().await, journal);
}

#[tokio::test]
async fn a_refused_token_that_cannot_be_replaced_brings_the_401_back() {
    let scaikey = ScaiKey::issuing(3600).await;
    let client = scaikey.client().await;
    client.token(None).await.expect("a token");
    scaikey.next_answer(ResponseTemplate::new(401).set_body_string("not you")).await;
    scaikey.next_token(ResponseTemplate::new(500)).await;
    let error = client.send(Request::get(TENANTS)).await.expect_err("no other token");
    let Some(Error::Refused(refused)) = error.client() else { panic!("{error}") };
    assert_eq!((refused.response.status, refused.response.attempts), (401, 1));
    assert_eq!(refused.response.body, b"not you");
    assert_eq!(client.send(Request::get(TENANTS)).await.expect("it healed").status, 200);
    assert_eq!(scaikey.journal().await, ["fetch", "send token-1", "fetch", "fetch", "send token-2"]);
}

/// With half a second for an exchange, the first call ends so if both answers come this late, in milliseconds. The
/// second call is answered.
async fn check(token_delay: u64, resource_delay: u64, expected: Result<u16, Endpoint>) {
    let scaikey = ScaiKey::issuing(3600).await;
    let late = Duration::from_millis;
    scaikey.next_token(token("late", 3600).set_delay(late(token_delay))).await;
    scaikey.next_answer(ResponseTemplate::new(200).set_delay(late(resource_delay))).await;
    let settings = Settings { exchange_timeout: Some(500_000_000), ..Settings::default() };
    let client = scaikey.client_with(settings).await;
    let outcome = match client.send(Request::get(TENANTS)).await {
        Ok(response) => Ok(response.status),
        Err(error) => match error.client() {
            Some(Error::Timeout(failure)) => Err(failure.endpoint),
            _ => panic!("{error}"),
        },
    };
    assert_eq!(outcome, expected);
    assert_eq!(client.send(Request::get(TENANTS)).await.expect("an answer").status, 200);
}

#[tokio::test]
async fn slow_answers_are_awaited_until_the_exchange_timeout() {
    tokio::join!(
        check(20, 20, Ok(200)),
        check(60_000, 0, Err(Endpoint::TokenEndpoint)),
        check(0, 60_000, Err(Endpoint::ProtectedResource)),
    );
}
