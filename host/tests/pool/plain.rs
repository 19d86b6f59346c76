use futures_util::stream;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::{Bytes, Frame};
use scaikey_host::{Body, HttpError, NetworkLimits, Pool, Tls, Transport};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::peer::{LARGE, Peer};
use crate::raw::{listen, serve};
use crate::{body, get};

async fn check(reply: &'static [&'static str], expected: &str) {
    let (address, server) = serve(1, reply).await;
    let outcome = get(&Pool::new(), format!("http://{address}/")).await;
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
async fn interim_responses_are_skipped() {
    let reply = &["HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </>\r\n\r\n\
        HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"];
    check(reply, "Ok(\"ok\")").await;
}

#[tokio::test]
async fn a_coded_body_is_delivered_as_it_came() {
    let (address, server) =
        serve(1, &["HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x7f!!"]).await;
    let request = http::Request::get(format!("http://{address}/")).body(body("")).expect("a request");
    let response = Pool::new().send(request).await.expect("an answer");
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert_eq!(response.into_body().collect().await.expect("a body").to_bytes(), "\x1f\x7f!!");
    let head = server.await.expect("a server").remove(0);
    assert!(!head.contains("accept-encoding"), "nothing is asked for: {head}");
}

#[tokio::test]
async fn trailers_are_delivered() {
    let reply = &["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ntrailer: x-sum\r\n\r\n\
        2\r\nok\r\n0\r\nx-sum: 7\r\n\r\n"];
    let (address, _server) = serve(1, reply).await;
    let request = http::Request::get(format!("http://{address}/"))
        .header("te", "trailers")
        .body(body(""))
        .expect("a request");
    let response = Pool::new().send(request).await.expect("an answer");
    let body = response.into_body().collect().await.expect("a body");
    assert_eq!(body.trailers().expect("trailers")["x-sum"], "7");
    assert_eq!(body.to_bytes(), "ok");
}

#[tokio::test]
async fn a_head_comes_up_to_its_limit() {
    let peer = Peer::plain().await;
    for (response_header, expected) in
        [(LARGE + 1000, "Ok(\"\")"), (LARGE, "Err(HttpResponseHeaderSectionSize)")]
    {
        let limits = NetworkLimits { response_header, ..NetworkLimits::default() };
        let outcome = get(&Pool::with(Tls::new(), limits), peer.http("/large-head")).await;
        assert_eq!(format!("{outcome:?}"), expected, "{response_header}");
    }
}

/// On HTTP/2 the library does not tell.
#[tokio::test]
async fn a_request_body_that_fails_is_why_the_exchange_fails() {
    let peer = Peer::plain().await;
    let frames = [Ok(Frame::data(Bytes::from("text"))), Err(HttpError::HttpRequestBodySize)];
    let body = Body::new(StreamBody::new(stream::iter(frames)));
    let request = http::Request::post(peer.http("/")).body(body).expect("a request");
    let outcome = Pool::new().send(request).await;
    assert!(matches!(outcome, Err(HttpError::HttpRequestBodySize)), "{outcome:?}");
}

#[tokio::test]
async fn a_closed_port_refuses() {
    let (listener, address) = listen().await;
    drop(listener);
    let outcome = get(&Pool::new(), format!("http://{address}/")).await;
    assert!(matches!(outcome, Err(HttpError::ConnectionRefused)), "{outcome:?}");
}

#[tokio::test]
async fn a_name_that_cannot_be_looked_up_is_a_dns_error() {
    // Longer than a label may be, so that no query leaves the machine.
    let outcome = get(&Pool::new(), format!("http://{}/", "a".repeat(64))).await;
    assert!(matches!(outcome, Err(HttpError::DnsError)), "{outcome:?}");
}

#[tokio::test]
async fn a_connection_that_is_reset_is_terminated() {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        // Closed with bytes unread, a connection is reset.
        stream.read_u8().await.expect("a request");
    });
    let outcome = get(&Pool::new(), format!("http://{address}/")).await;
    assert!(matches!(outcome, Err(HttpError::ConnectionTerminated)), "{outcome:?}");
    server.await.expect("a server");
}

#[tokio::test]
async fn plain_text_in_place_of_tls_is_a_tls_error() {
    let (listener, address) = listen().await;
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.expect("a peer that reads");
        stream.read_to_end(&mut Vec::new()).await.ok();
    });
    let outcome = get(&Pool::new(), format!("https://{address}/")).await;
    assert!(matches!(outcome, Err(HttpError::TlsProtocolError)), "{outcome:?}");
    server.await.expect("a server");
}
