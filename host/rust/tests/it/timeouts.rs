//! Calls that wait, under a clock that moves only when all wait.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use http_body_util::BodyExt;
use scaikey_host::types::{Error, Request, Settings};
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

/// A network that refuses each token request after this time.
struct Slow(Duration);

impl Transport for Slow {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let patience = self.0;
        Box::pin(async move {
            request.into_body().collect().await?;
            tokio::time::timeout(patience, std::future::pending::<()>()).await.ok();
            Ok(http::Response::builder().status(400).body(Body::empty()).expect("a response"))
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

/// The built-in component, compiled once for all tests.
static COMPONENT: LazyLock<Component> = LazyLock::new(|| {
    let engine = Engine::new(Interruption::Fuel).expect("an engine");
    Component::load(&engine, scaikey_component::CLIENT, Authority::Least).expect("our component")
});

async fn open(limits: Limits) -> Client {
    open_on(Silence, limits, None).await
}

async fn open_on(network: impl Transport, limits: Limits, exchange_timeout: Option<Duration>) -> Client {
    let exchange_timeout = exchange_timeout.map(|span| u64::try_from(span.as_nanos()).expect("a span"));
    Client::builder(&COMPONENT)
        .transport(Arc::new(network))
        .clocks(Arc::new(Paused(Instant::now())))
        .limits(limits)
        .open(Options {
            settings: Some(Settings { exchange_timeout, ..Settings::default() }),
            ..Options::platform("https://scaikey.example", "app", "hunter2")
        })
        .await
        .expect("good options")
}

#[tokio::test(start_paused = true)]
async fn a_call_that_takes_too_long_is_stopped_and_the_next_one_works() {
    let client = open(Limits { call_timeout: Some(Duration::from_secs(3)), ..Limits::default() }).await;
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
        assert!(error.is_timeout(), "{error}");
        let component_said_so = matches!(error.client(), Some(Error::Timeout(_)));
        (started.elapsed().as_secs(), component_said_so)
    };
    let first = async { timed(client.token(None).await.map(drop)).await };
    let second = async { timed(client.send(request).await.map(drop)).await };
    assert_eq!(tokio::join!(first, second), ((10, true), (5, false)));
}

#[tokio::test(start_paused = true)]
async fn a_call_may_take_as_long_as_its_limit_and_no_longer() {
    let limits = Limits { call_timeout: Some(Duration::from_secs(3)), ..Limits::default() };
    for (milliseconds, in_time) in [(2999, true), (3002, false)] {
        let client = open_on(Slow(Duration::from_millis(milliseconds)), limits.clone(), None).await;
        let error = client.token(None).await.expect_err("refused or late");
        assert_eq!((error.is_oauth(), error.is_timeout()), (in_time, !in_time), "{milliseconds} ms: {error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_exchange_timeout_is_honoured() {
    let client =
        open_on(Slow(Duration::from_secs(200)), Limits::default(), Some(Duration::from_secs(300))).await;
    let error = client.token(None).await.expect_err("refused");
    assert!(error.is_oauth(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn one_call_more_than_may_wait_is_refused_at_once() {
    let client = open(Limits { waiting_calls: 2, ..Limits::default() }).await;
    let started = Instant::now();
    let call = async || {
        let error = client.token(Some(Duration::from_secs(5))).await.expect_err("nothing answers");
        (error.class(), started.elapsed().as_secs())
    };
    let outcomes = tokio::join!(call(), call(), call(), call());
    assert_eq!(outcomes, (("timeout", 5), ("timeout", 5), ("timeout", 5), ("busy", 0)));
    client.status().await.expect("there is room again");
}
