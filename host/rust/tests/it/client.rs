//! The client as a value of a program: cloned, sent, shared.

use std::sync::Arc;

use bytes::Bytes;
use scaikey_host::{
    Body, Cache, Client, Component, Engine, Error, Exchange, HttpError, Limits, Options, Transport,
};

use crate::COMPONENT;

/// A network that is down.
struct Down;

impl Transport for Down {
    fn send(&self, _: http::Request<Body>) -> Exchange {
        Box::pin(async { Err(HttpError::ConnectionRefused) })
    }
}

fn options() -> Options {
    Options::platform("https://scaikey.example", "app", "hunter2")
}

#[test]
fn what_is_shared_can_be_cloned_and_sent() {
    fn check<T: Clone + Send + Sync + 'static>() {}
    check::<Cache>();
    check::<Client>();
    check::<Component>();
    check::<Engine>();
    check::<Limits>();
    check::<Options>();
}

#[tokio::test]
async fn calls_run_on_tasks_and_clones_are_one_client() {
    let client =
        Client::builder(&COMPONENT).transport(Arc::new(Down)).open(options()).await.expect("good options");
    let clone = client.clone();
    let error: Error =
        tokio::spawn(async move { clone.token(None).await }).await.expect("no panic").expect_err("down");
    assert!(error.is_transport(), "{error}");
    let status = client.status().await.expect("an instance");
    assert_eq!(status.counters.failed.cold, 1);
}

#[tokio::test]
async fn limits_are_checked_when_a_client_is_opened() {
    let limits = Limits { memory: 0, ..Limits::default() };
    let error =
        Client::builder(&COMPONENT).limits(limits).open(options()).await.expect_err("nothing could run");
    assert!(error.is_configuration(), "{error}");
}

#[tokio::test]
async fn options_are_checked_when_a_client_is_opened() {
    let error = Client::builder(&COMPONENT).open(Options { base_url: String::new(), ..options() }).await;
    assert!(error.expect_err("no base URL").is_configuration());
}

/// A request with this URI is refused before anything is sent.
async fn check_refused(uri: &str) {
    let client =
        Client::builder(&COMPONENT).transport(Arc::new(Down)).open(options()).await.expect("good options");
    let request = http::Request::get(uri).body(Bytes::new()).expect("a request");
    let error = client.send(request).await.expect_err("nothing is up");
    assert!(error.is_invalid_request(), "{uri}: {error}");
    assert_eq!(
        client.status().await.expect("an instance").counters.failed.cold,
        0,
        "{uri}: nothing was sent"
    );
}

#[tokio::test]
async fn an_absolute_uri_is_refused_and_not_cut_to_its_path() {
    check_refused("https://scaikey.example/api/v1/admin/tenants").await;
    check_refused("https://evil.example/").await;
    check_refused("http://scaikey.example/").await;
    check_refused("scaikey.example:443").await;
    check_refused("*").await;
}
