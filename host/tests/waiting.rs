//! Calls that wait, under a clock that moves only when all wait.

use std::sync::Arc;
use std::time::Duration;

use scaikey_host::types::{Error, Request};
use scaikey_host::{
    Authority, Body, Client, Clocks, Component, Engine, Exchange, Interruption, Limits, Options, Transport,
};
use tokio::time::Instant;

/// A network on which nothing ever answers.
struct Silence;

impl Transport for Silence {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        Box::pin(async move {
            let _open = request;
            std::future::pending().await
        })
    }
}

/// The paused clock of the runtime.
struct Paused(Instant);

impl Clocks for Paused {
    fn monotonic(&self) -> Duration {
        Instant::now() - self.0
    }

    fn wall(&self) -> Duration {
        self.monotonic()
    }
}

async fn open(limits: Limits) -> Client {
    let engine = Engine::new(Interruption::Fuel).expect("an engine");
    let component =
        Component::load(&engine, scaikey_component::CLIENT, Authority::Least).expect("our component");
    Client::builder(&component)
        .transport(Arc::new(Silence))
        .clocks(Arc::new(Paused(Instant::now())))
        .limits(limits)
        .open(Options::platform("https://scaikey.example", "app", "hunter2"))
        .await
        .expect("good options")
}

#[tokio::test(start_paused = true)]
async fn a_call_that_takes_too_long_is_stopped_and_the_next_one_works() {
    let client = open(Limits { call_timeout: Duration::from_secs(3), ..Limits::default() }).await;
    let started = Instant::now();
    let error = client.token(None).await.expect_err("nothing answers");
    assert!(error.is_timeout(), "{error}");
    assert_eq!(started.elapsed(), Duration::from_secs(3));
    assert_eq!(client.status().await.expect("a new instance").generation, None);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_call_leaves_a_working_client() {
    let client = open(Limits::default()).await;
    tokio::time::timeout(Duration::from_secs(1), client.token(None)).await.expect_err("nothing answers");
    client.status().await.expect("a new instance");
}

#[tokio::test(start_paused = true)]
async fn a_deadline_runs_while_the_call_queues() {
    let client = open(Limits::default()).await;
    let started = Instant::now();
    let request = Request::get("/").deadline(Duration::from_secs(5));
    let timed = async |call: Result<(), scaikey_host::Error>| {
        let error = call.expect_err("nothing answers");
        assert!(matches!(error.client(), Some(Error::Timeout(_))), "{error}");
        started.elapsed().as_secs()
    };
    let first = async { timed(client.token(None).await.map(drop)).await };
    let second = async { timed(client.send(request).await.map(drop)).await };
    assert_eq!(tokio::join!(first, second), (10, 5));
}
