use std::time::Duration;

use futures_util::future::join_all;
use http::Version;
use http_body_util::{BodyExt, Full};
use scaikey_host::{Body, NetworkLimits, Transport};

use crate::authority::Authority;
use crate::get;
use crate::peer::Peer;

#[tokio::test]
async fn the_server_chooses_the_version_and_its_name_is_said_once() {
    let authority = Authority::new();
    for (protocols, version, host) in [
        (&["h2", "http/1.1"][..], Version::HTTP_2, false),
        (&["h2"], Version::HTTP_2, false),
        (&["http/1.1"], Version::HTTP_11, true),
        (&[], Version::HTTP_11, true),
    ] {
        let peer = Peer::tls(authority.serving(protocols)).await;
        let uri = peer.https("/path?query");
        get(&authority.trusting(NetworkLimits::default()), &uri).await.expect("an answer");
        let request = peer.seen().requests.remove(0);
        assert_eq!(request.version, version, "{protocols:?}");
        assert_eq!(request.headers.contains_key("host"), host, "{protocols:?}: {request:?}");
        assert_eq!(request.uri.authority().is_some(), !host, "{protocols:?}: {request:?}");
        assert_eq!(request.uri.path_and_query().expect("a path"), "/path?query", "{protocols:?}");
    }
}

#[tokio::test]
async fn many_requests_share_a_connection() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.serving(&["h2"])).await;
    let pool = authority.trusting(NetworkLimits::default());
    get(&pool, peer.https("/")).await.expect("an answer");
    let uris: Vec<_> = (0..300).map(|number| peer.https(&format!("/{number}"))).collect();
    let answers = join_all(uris.iter().map(|uri| get(&pool, uri))).await;
    for (number, answer) in answers.into_iter().enumerate() {
        assert_eq!(answer.expect("an answer"), format!("/{number}"));
    }
    let counters = pool.counters();
    assert_eq!((counters.opened, counters.requests, counters.reused), (1, 301, 300));
    assert_eq!(peer.seen().connections, 1);
}

#[tokio::test]
async fn a_connection_that_fell_silent_is_not_used_again() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.serving(&["h2"])).await;
    // Enough for a handshake on a busy machine.
    let second = Duration::from_secs(1);
    let pool = authority.trusting(NetworkLimits { first_byte_timeout: second, ..NetworkLimits::default() });
    get(&pool, peer.https("/")).await.expect("an answer");
    for (path, opened) in [("/silent", 1), ("/", 2), ("/", 2)] {
        let outcome = get(&pool, peer.https(path)).await;
        assert_eq!(outcome.is_err(), path == "/silent", "{path}: {outcome:?}");
        assert_eq!(pool.counters().opened, opened, "{path}");
    }
}

#[tokio::test]
async fn nor_is_one_on_which_the_caller_gave_up() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.serving(&["h2"])).await;
    let pool = authority.trusting(NetworkLimits::default());
    get(&pool, peer.https("/")).await.expect("an answer");
    let brief = Duration::from_millis(50);
    tokio::time::timeout(brief, get(&pool, peer.https("/silent"))).await.expect_err("silence");
    get(&pool, peer.https("/")).await.expect("an answer");
    assert_eq!(pool.counters().opened, 2);
}

#[tokio::test]
async fn an_answer_before_the_body_is_read_counts() {
    let authority = Authority::new();
    let peer = Peer::tls(authority.serving(&["h2"])).await;
    // More than the server's window takes.
    let body = Body::new(Full::from(vec![b'x'; 8 << 20]));
    let request = http::Request::post(peer.https("/early")).body(body).expect("a request");
    let response = authority.trusting(NetworkLimits::default()).send(request).await.expect("an answer");
    let body = response.into_body().collect().await.expect("a body");
    assert_eq!(body.to_bytes(), "/early");
}

/// What a path brings, where heads may have 10,000 bytes.
async fn check(path: &str, expected: &str) {
    let authority = Authority::new();
    let peer = Peer::tls(authority.serving(&["h2"])).await;
    let pool = authority.trusting(NetworkLimits { response_header: 10_000, ..NetworkLimits::default() });
    let outcome = get(&pool, peer.https(path)).await;
    assert_eq!(format!("{outcome:?}"), expected, "{path}");
    assert_eq!(peer.seen().requests.len(), 1, "sent once: {path}");
}

#[tokio::test]
async fn broken_answers_have_names_and_are_not_asked_for_again() {
    check("/", "Ok(\"/\")").await;
    check("/broken", "Err(ConnectionTerminated)").await;
    check("/large-head", "Err(HttpProtocolError)").await;
}
