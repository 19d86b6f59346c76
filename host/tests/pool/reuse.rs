use futures_util::future::join_all;
use scaikey_host::{HttpError, NetworkLimits, Pool, PoolCounters, Tls};

use crate::peer::Peer;
use crate::raw::serve;
use crate::{get, send};

#[tokio::test]
async fn a_connection_is_used_again_and_names_its_host_once() {
    let (address, server) = serve(1, &["HTTP/1.1 204 No Content\r\n\r\n"; 2]).await;
    let transport = Pool::new();
    for _ in 0..2 {
        get(&transport, format!("http://{address}/path?query")).await.expect("an answer");
    }
    let head = format!("GET /path?query HTTP/1.1\r\nhost: {address}\r\n\r\n");
    let (sent, received) = (2 * head.len() as u64, 2 * 27);
    assert_eq!(server.await.expect("a server"), [head.clone(), head]);
    let counters = PoolCounters { opened: 1, requests: 2, reused: 1, sent, received };
    assert_eq!(transport.counters(), counters);
}

#[tokio::test]
async fn a_thousand_requests_take_a_handful_of_connections() {
    let peer = Peer::plain().await;
    let pool = Pool::new();
    let uri = peer.http("/");
    let hundred = async || {
        for _ in 0..100 {
            get(&pool, &uri).await.expect("an answer");
        }
    };
    join_all((0..10).map(|_| hundred())).await;
    let counters = pool.counters();
    assert_eq!((counters.requests, counters.reused), (1000, 1000 - counters.opened), "{counters:?}");
    assert!(counters.opened <= 10, "{counters:?}");
    let seen = peer.seen();
    assert_eq!((seen.requests.len(), seen.connections as u64), (1000, counters.opened));
}

/// A server that answers so many requests on a connection and then closes it gets each POST once.
async fn check(replies: &'static [&'static str], connections: usize, expected: &[&str]) {
    let (address, server) = serve(connections, replies).await;
    let pool = Pool::new();
    for outcome in expected {
        let answer = send(&pool, http::Request::post(format!("http://{address}/"))).await;
        assert_eq!(format!("{answer:?}"), *outcome);
    }
    let heads = server.await.expect("a server");
    assert_eq!(heads.len(), expected.len(), "{heads:?}");
}

#[tokio::test]
async fn a_connection_that_was_closed_between_requests_is_replaced() {
    check(&["HTTP/1.1 204 No Content\r\n\r\n"], 3, &["Ok(\"\")"; 3]).await;
}

#[tokio::test]
async fn a_request_that_met_a_closing_connection_is_not_sent_again() {
    let closing = &["HTTP/1.1 204 No Content\r\n\r\n", ""];
    check(
        closing,
        2,
        &["Ok(\"\")", "Err(HttpResponseIncomplete)", "Ok(\"\")", "Err(HttpResponseIncomplete)"],
    )
    .await;
}

/// Four requests at once, twice, with these limits, open so many connections in all.
async fn check_idle(limits: NetworkLimits, opened: u64) {
    let peer = Peer::plain().await;
    let pool = Pool::with(Tls::new(), limits.clone());
    let uri = peer.http("/");
    for _ in 0..2 {
        for answer in join_all((0..4).map(|_| get(&pool, &uri))).await {
            answer.expect("an answer");
        }
    }
    assert_eq!(pool.counters().opened, opened, "{limits:?}");
    assert_eq!(peer.seen().connections as u64, opened, "{limits:?}");
}

#[tokio::test]
async fn unused_connections_are_kept_up_to_a_number_and_for_a_time() {
    let limits = NetworkLimits::default();
    check_idle(limits.clone(), 4).await;
    check_idle(NetworkLimits { idle_connections: 1, ..limits.clone() }, 7).await;
    check_idle(NetworkLimits { idle_connections: 0, ..limits.clone() }, 8).await;
    check_idle(NetworkLimits { idle_timeout: std::time::Duration::ZERO, ..limits }, 8).await;
}

#[tokio::test]
async fn there_are_no_more_connections_than_allowed() {
    let peer = Peer::plain().await;
    let brief = std::time::Duration::from_millis(50);
    let limits = NetworkLimits { connections: 1, connect_timeout: brief, ..NetworkLimits::default() };
    let pool = Pool::with(Tls::new(), limits);
    let (silent, uri) = (peer.http("/silent"), peer.http("/"));
    let held = tokio::spawn({
        let pool = pool.clone();
        async move { get(&pool, silent).await }
    });
    while pool.counters().opened == 0 {
        tokio::task::yield_now().await;
    }
    let outcome = get(&pool, &uri).await;
    assert!(matches!(outcome, Err(HttpError::ConnectionLimitReached)), "{outcome:?}");
    held.abort();
    held.await.expect_err("aborted");
    get(&pool, &uri).await.expect("a place is free");
}
