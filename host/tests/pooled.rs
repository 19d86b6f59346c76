//! The pooled transport against servers that are a few lines of TCP.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Empty};
use scaikey_host::{Body, HttpError, Pooled, Transport};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Answers each connection with `replies` in turn, one a request, then closes it. Ends after `connections` of them
/// with the request heads it saw.
async fn serve(
    connections: usize,
    replies: &'static [&'static str],
) -> (SocketAddr, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(async move {
        let mut heads = Vec::new();
        for _ in 0..connections {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            for reply in replies {
                let Some(head) = read_head(&mut stream).await else { break };
                heads.push(head);
                stream.write_all(reply.as_bytes()).await.expect("a peer that reads");
            }
        }
        heads
    });
    (address, server)
}

async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?.into());
    }
    Some(head)
}

async fn get(transport: &Pooled, uri: String) -> Result<String, HttpError> {
    let body: Body = Empty::new().map_err(|never| match never {}).boxed_unsync();
    let request = http::Request::get(uri).body(body).expect("a request");
    let body = transport.send(request).await?.into_body().collect().await?.to_bytes();
    Ok(String::from_utf8_lossy(&body).into_owned())
}

async fn check(reply: &'static [&'static str], expected: &str) {
    let (address, server) = serve(1, reply).await;
    let outcome = get(&Pooled::new(), format!("http://{address}/")).await;
    assert_eq!(format!("{outcome:?}"), expected, "{reply:?}");
    assert_eq!(server.await.expect("a server").len(), 1, "sent once: {reply:?}");
}

#[tokio::test]
async fn broken_answers_have_names_and_are_not_asked_for_again() {
    check(&["HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"], "Ok(\"ok\")").await;
    check(&[""], "Err(HttpResponseIncomplete)").await;
    check(&["HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nok"], "Err(ConnectionTerminated)").await;
    check(&["SSH-2.0-OpenSSH\r\n\r\n"], "Err(HttpProtocolError)").await;
}

#[tokio::test]
async fn a_connection_is_used_again_and_names_its_host_once() {
    let (address, server) = serve(1, &["HTTP/1.1 204 No Content\r\n\r\n"; 2]).await;
    let transport = Pooled::new();
    for _ in 0..2 {
        get(&transport, format!("http://{address}/path?query")).await.expect("an answer");
    }
    let head = format!("GET /path?query HTTP/1.1\r\nhost: {address}\r\n\r\n");
    assert_eq!(server.await.expect("a server"), [head.clone(), head]);
}

#[tokio::test]
async fn a_connection_that_was_closed_between_requests_is_replaced() {
    let (address, server) = serve(2, &["HTTP/1.1 204 No Content\r\n\r\n"]).await;
    let transport = Pooled::new();
    for _ in 0..2 {
        get(&transport, format!("http://{address}/")).await.expect("an answer");
    }
    assert_eq!(server.await.expect("a server").len(), 2);
}

#[tokio::test]
async fn a_closed_port_refuses() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let outcome = get(&Pooled::new(), format!("http://{address}/")).await;
    assert!(matches!(outcome, Err(HttpError::ConnectionRefused)), "{outcome:?}");
}

#[tokio::test]
async fn a_name_that_cannot_be_looked_up_is_a_dns_error() {
    // Longer than a label may be, so that no query leaves the machine.
    let outcome = get(&Pooled::new(), format!("http://{}/", "a".repeat(64))).await;
    assert!(matches!(outcome, Err(HttpError::DnsError { .. })), "{outcome:?}");
}

#[tokio::test]
async fn plain_text_in_place_of_tls_is_a_tls_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.expect("a peer that reads");
        stream.read_to_end(&mut Vec::new()).await.ok();
    });
    let outcome = get(&Pooled::new(), format!("https://{address}/")).await;
    assert!(matches!(outcome, Err(HttpError::TlsProtocolError)), "{outcome:?}");
    server.await.expect("a server");
}
