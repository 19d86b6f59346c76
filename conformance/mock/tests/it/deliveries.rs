//! What a plain socket sees of each reply, byte by byte, and what a server accepts.

use std::io::ErrorKind;
use std::time::Duration;

use bytes::Bytes;
use http::request::Parts;
use http::{Request, StatusCode};
use scaikey_mock::{Delivery, Handler, Limits, Protocol, Reply, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Answers every request with one reply. Without a body of its own, the reply says how many bytes the request had.
struct Always(Reply);

impl Handler for Always {
    fn handle(&self, request: Request<Bytes>) -> Reply {
        let reply = self.0.clone();
        if reply.response.body().is_empty() { reply.body(request.body().len().to_string()) } else { reply }
    }

    fn is_early(&self, _: &Parts) -> bool {
        self.0.early
    }
}

/// What follows on a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    End,
    Reset,
    Silence,
    More,
}

/// The bytes of a reply to a whole request, and what follows.
async fn check(reply: Reply, expected: &str, then: Then) {
    check_request(REQUEST, reply, expected, then).await;
}

async fn check_request(request: &str, reply: Reply, expected: &str, then: Then) {
    let expected = expected.replace('\n', "\r\n");
    let server = server(LIMITS, reply.clone()).await;
    let mut stream = send(&server, request).await;
    assert_eq!(read(&mut stream, expected.len(), then).await, (expected, then), "{reply:?}");
}

async fn server(limits: Limits, reply: Reply) -> Server {
    let server = Server::start(([127, 0, 0, 1], 0).into(), Protocol::Http, limits, Always(reply)).await;
    server.expect("a free port")
}

/// A connection over which this was sent.
async fn send(server: &Server, request: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).await.expect("a connection");
    // A server that refuses a request may close its side before all of it is written.
    let _ = stream.write_all(request.replace('\n', "\r\n").as_bytes()).await;
    stream
}

/// As many bytes, and what follows them.
async fn read(stream: &mut TcpStream, length: usize, then: Then) -> (String, Then) {
    let mut bytes = Vec::new();
    let reading = timeout(LONG, (&mut *stream).take(length as u64).read_to_end(&mut bytes)).await;
    let next = match reading.expect("as many bytes") {
        Ok(_) => timeout(if then == Then::Silence { MOMENT } else { LONG }, stream.read_u8()).await,
        Err(error) => Ok(Err(error)),
    };
    let follows = match next.map(|next| next.map_err(|error| error.kind())) {
        Err(_) => Then::Silence,
        Ok(Ok(_)) => Then::More,
        Ok(Err(ErrorKind::UnexpectedEof)) => Then::End,
        Ok(Err(ErrorKind::ConnectionReset)) => Then::Reset,
        Ok(Err(kind)) => panic!("{kind}"),
    };
    (String::from_utf8_lossy(&bytes).into(), follows)
}

fn reply(body: &'static str) -> Reply {
    Reply::empty(StatusCode::OK).body(body)
}

#[tokio::test]
async fn a_whole_reply_leaves_the_connection_open() {
    check(reply("{}"), "HTTP/1.1 200 OK\ncontent-length: 2\n\n{}", Then::Silence).await;
}

#[tokio::test]
async fn a_cut_reply_ends_within_its_chunk() {
    let head = "HTTP/1.1 200 OK\ntransfer-encoding: chunked\nconnection: close\n\n3\n";
    for (length, begun) in ["", "a", "ab", "abc", "abc"].into_iter().enumerate() {
        check(reply("abc").delivery(Delivery::Cut(length)), &format!("{head}{begun}"), Then::End).await;
    }
}

#[tokio::test]
async fn a_cut_reply_with_a_length_does_not_reach_it() {
    let reply = reply("abc").header("content-length", 3).delivery(Delivery::Cut(2));
    check(reply, "HTTP/1.1 200 OK\ncontent-length: 3\nconnection: close\n\nab", Then::End).await;
}

#[tokio::test]
async fn a_reply_may_have_another_length_than_it_says() {
    for told in ["0", "1", "100", "soon"] {
        let head = format!("HTTP/1.1 200 OK\ncontent-length: {told}\nconnection: close\n\n");
        check(reply("abc").header("content-length", told), &format!("{head}abc"), Then::End).await;
    }
}

#[tokio::test]
async fn header_fields_are_written_as_they_are() {
    let reply = reply("abc").header("x-name", "a").header("x-name", "b").header("content-length", 1);
    let head = "HTTP/1.1 200 OK\nx-name: a\nx-name: b\ncontent-length: 1\nconnection: close\n\n";
    check(reply, &format!("{head}abc"), Then::End).await;
}

#[tokio::test]
async fn a_connection_without_a_reply_ends_in_three_ways() {
    check(reply("").delivery(Delivery::Closed), "", Then::End).await;
    check(reply("").delivery(Delivery::Reset), "", Then::Reset).await;
    check(reply("").delivery(Delivery::NotHttp), "220 mail.scaikey.test ESMTP\n", Then::End).await;
}

#[tokio::test]
async fn a_stalled_reply_keeps_the_connection_open() {
    check(reply("").delivery(Delivery::Silence), "", Then::Silence).await;
    let head = "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n";
    check(reply("abc").delivery(Delivery::Stalled(0)), head, Then::Silence).await;
    check(reply("abc").delivery(Delivery::Stalled(2)), &format!("{head}2\nab\n"), Then::Silence).await;
}

#[tokio::test]
async fn a_dripping_reply_keeps_its_last_byte() {
    let drops = "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n1\na\n1\nb\n";
    check(reply("abc").delivery(Delivery::Dripping(Duration::from_millis(1))), drops, Then::Silence).await;
}

#[tokio::test]
async fn an_endless_reply_goes_on() {
    let begun = "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n10000\n";
    check(reply("").delivery(Delivery::Endless), begun, Then::More).await;
}

#[tokio::test]
async fn an_early_reply_does_not_wait_for_the_body() {
    let withheld = REQUEST.trim_end_matches("text");
    let head = "HTTP/1.1 200 OK\ncontent-length: 2\nconnection: close\n\n";
    check_request(withheld, reply("{}").early(), &format!("{head}{{}}"), Then::End).await;
    check_request(withheld, reply("{}"), "", Then::Silence).await;
}

#[tokio::test]
async fn the_head_of_a_request_has_a_limit() {
    let long = format!("GET / HTTP/1.1\nhost: scaikey.test\nx-long: {}", "x".repeat(64 * 1024));
    let refused = "HTTP/1.1 431 Request Header Fields Too Large\nconnection: close\ncontent-length: 0\n\n";
    check_request(&long, reply("{}"), refused, Then::End).await;
}

#[tokio::test]
async fn the_body_of_a_request_is_read_to_one_byte_beyond_its_limit() {
    for (length, read) in [(0, "0"), (9, "9"), (10, "10"), (11, "11"), (99, "11")] {
        let body = "x".repeat(length);
        let request = format!("PUT / HTTP/1.1\nhost: scaikey.test\ncontent-length: {length}\n\n{body}");
        let closing = reply("").delivery(Delivery::Cut(9));
        let head = "HTTP/1.1 200 OK\ntransfer-encoding: chunked\nconnection: close\n\n";
        check_request(&request, closing, &format!("{head}{:x}\n{read}", read.len()), Then::End).await;
    }
}

#[tokio::test]
async fn connections_have_a_limit() {
    let server = server(LIMITS, reply("{}")).await;
    let mut served = Vec::new();
    for _ in 0..LIMITS.connections {
        let mut stream = send(&server, REQUEST).await;
        assert_eq!(read(&mut stream, 8, Then::More).await, ("HTTP/1.1".to_owned(), Then::More));
        served.push(stream);
    }
    let mut late = send(&server, REQUEST).await;
    assert_eq!(read(&mut late, 0, Then::Silence).await, (String::new(), Then::Silence));
    drop(served);
    assert_eq!(read(&mut late, 8, Then::More).await, ("HTTP/1.1".to_owned(), Then::More));
}

#[tokio::test]
async fn a_connection_ends_after_its_time() {
    let limits = Limits { connection: Duration::ZERO, last_reply: Duration::ZERO, ..LIMITS };
    let server = server(limits, reply("").delivery(Delivery::Silence)).await;
    let mut stream = send(&server, REQUEST).await;
    assert_eq!(read(&mut stream, 0, Then::End).await, (String::new(), Then::End));
}

const REQUEST: &str = "PUT / HTTP/1.1\nhost: scaikey.test\ncontent-length: 4\n\ntext";
const LIMITS: Limits = Limits { connections: 3, connection: LONG, last_reply: Duration::ZERO, body: 10 };
/// Long enough for bytes that are on their way, if there are any.
const MOMENT: Duration = Duration::from_millis(5);
/// Longer than anything takes that arrives at all.
const LONG: Duration = Duration::from_secs(10);
