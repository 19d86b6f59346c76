use std::sync::Arc;
use std::time::Duration;

use http::Version;
use scaikey_host::types::{Error, Request, Settings};
use scaikey_host::{Client, NetworkLimits, Options, Pool};
use tokio::io::AsyncWriteExt;
use tokio::time::interval;

use crate::COMPONENT;
use crate::authority::Authority;
use crate::peer::Peer;
use crate::raw::{listen, read_head, serve};

const TOKEN: &str = "HTTP/1.1 200 OK\r\ncontent-length: 42\r\n\r\n\
    {\"access_token\":\"token\",\"expires_in\":3600}";

async fn open(base: String, transport: Pool, settings: Settings) -> Client {
    let options = Options { settings: Some(settings), ..Options::platform(base, "app", "hunter2") };
    Client::builder(&COMPONENT).transport(Arc::new(transport)).open(options).await.expect("good options")
}

#[tokio::test]
async fn a_call_and_its_token_take_one_connection() {
    let (address, server) = serve(1, &[TOKEN, "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"]).await;
    let pool = Pool::new();
    let client = open(format!("http://{address}"), pool.clone(), Settings::default()).await;
    assert_eq!(client.send(Request::get("/")).await.expect("an answer").body, b"ok");
    assert_eq!(server.await.expect("a server").len(), 2);
    assert_eq!((pool.counters().opened, pool.counters().reused), (1, 1));
}

#[tokio::test]
async fn on_http2_too() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.serving(&["h2"])).await;
    let pool = authority.trusting(NetworkLimits::default());
    let client = open(peer.https(""), pool.clone(), Settings::default()).await;
    for _ in 0..10 {
        assert_eq!(client.send(Request::get("/hello")).await.expect("an answer").body, b"/hello");
    }
    let counters = pool.counters();
    assert_eq!((counters.opened, counters.requests, counters.reused), (1, 11, 10));
    assert!(peer.seen().requests.iter().all(|request| request.version == Version::HTTP_2));
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_delivered_and_nothing_is_sent_there() {
    let (elsewhere, there) = listen().await;
    let redirect =
        format!("HTTP/1.1 307 Temporary Redirect\r\nlocation: http://{there}/\r\ncontent-length: 0\r\n\r\n");
    let (address, _server) = serve(1, Box::leak(Box::new([TOKEN, redirect.leak()]))).await;
    let client = open(format!("http://{address}"), Pool::new(), Settings::default()).await;
    let response = client.send(Request::get("/")).await.expect("an answer");
    assert_eq!((response.status, response.attempts), (307, 1));
    let connection = tokio::time::timeout(Duration::ZERO, elsewhere.accept()).await;
    assert!(connection.is_err(), "{connection:?}");
}

#[tokio::test]
async fn a_coded_token_response_is_refused_and_a_coded_body_delivered() {
    let coded = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x7f!!";
    let (address, server) = serve(1, Box::leak(Box::new([coded, TOKEN, coded]))).await;
    let client = open(format!("http://{address}"), Pool::new(), Settings::default()).await;
    let error = client.send(Request::get("/")).await.expect_err("no token");
    assert!(matches!(error.client(), Some(Error::MalformedTokenResponse(_))), "{error}");
    let response = client.send(Request::get("/")).await.expect("an answer");
    assert_eq!(response.body, b"\x1f\x7f!!");
    assert!(response.headers.contains(&("content-encoding".into(), b"gzip".into())));
    assert_eq!(server.await.expect("a server").len(), 3);
}

/// Each byte comes in time, and so the host waits on.
#[tokio::test]
async fn a_body_that_drips_ends_with_the_time_for_an_exchange() {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        read_head(&mut stream).await.expect("a request");
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.expect("a peer that reads");
        let mut drip = interval(Duration::from_millis(10));
        while stream.write_all(b" ").await.is_ok() {
            drip.tick().await;
        }
    });
    let settings = Settings { exchange_timeout: Some(200_000_000), ..Settings::default() };
    let client = open(format!("http://{address}"), Pool::new(), settings).await;
    let error = client.token(None).await.expect_err("no end");
    assert!(matches!(error.client(), Some(Error::Timeout(_))), "{error}");
    server.await.expect("a client that hangs up");
}
