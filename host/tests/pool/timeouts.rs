use std::time::Duration;

use scaikey_host::{HttpError, NetworkLimits, Pool, Tls};
use tokio::io::AsyncReadExt;

use crate::authority::Authority;
use crate::get;
use crate::peer::Peer;
use crate::raw::listen;

const BRIEF: Duration = Duration::from_millis(50);

fn hurried() -> NetworkLimits {
    NetworkLimits { first_byte_timeout: BRIEF, between_bytes_timeout: BRIEF, ..NetworkLimits::default() }
}

#[tokio::test]
async fn a_handshake_that_stalls_ends_with_the_time_to_connect_and_so_does_the_connection() {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        stream.read_to_end(&mut Vec::new()).await.expect("a client that hangs up");
    });
    let limits = NetworkLimits { connect_timeout: BRIEF, ..NetworkLimits::default() };
    let outcome = get(&Pool::with(Tls::new(), limits), format!("https://{address}/")).await;
    assert!(matches!(outcome, Err(HttpError::ConnectionTimeout)), "{outcome:?}");
    server.await.expect("a server");
}

#[tokio::test]
async fn a_head_or_a_body_that_does_not_come_is_a_timeout() {
    let authority = Authority::new();
    let plain = Peer::plain().await;
    let secure = Peer::tls(authority.serving(&["h2"])).await;
    let pool = authority.trusting(hurried());
    for uri in
        [plain.http("/silent"), plain.http("/stalled"), secure.https("/silent"), secure.https("/stalled")]
    {
        let outcome = get(&pool, &uri).await;
        assert!(matches!(outcome, Err(HttpError::ConnectionReadTimeout)), "{uri}: {outcome:?}");
    }
}

#[tokio::test]
async fn the_connection_of_a_body_that_stalls_is_closed() {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        crate::raw::read_head(&mut stream).await.expect("a request");
        let part = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\no";
        tokio::io::AsyncWriteExt::write_all(&mut stream, part).await.expect("a peer that reads");
        stream.read_to_end(&mut Vec::new()).await.expect("a client that hangs up");
    });
    let outcome = get(&Pool::with(Tls::new(), hurried()), format!("http://{address}/")).await;
    assert!(matches!(outcome, Err(HttpError::ConnectionReadTimeout)), "{outcome:?}");
    server.await.expect("a server");
}

#[tokio::test]
async fn limits_beyond_what_timers_keep_will_do() {
    let peer = Peer::plain().await;
    let limits = NetworkLimits {
        connect_timeout: Duration::MAX,
        first_byte_timeout: Duration::MAX,
        between_bytes_timeout: Duration::MAX,
        idle_timeout: Duration::MAX,
        connections: 0,
        ..NetworkLimits::default()
    };
    let pool = Pool::with(Tls::new(), limits);
    for _ in 0..2 {
        get(&pool, peer.http("/")).await.expect("an answer");
    }
    assert_eq!(pool.counters().opened, 1);
}
