//! What a plain socket sees of each reply, byte by byte.

use std::io::ErrorKind;
use std::time::Duration;

use futures_util::future::join_all;
use http_body_util::{BodyExt, Full};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::server::CONNECTIONS;
use super::*;
use crate::component::application::PLATFORM;
use crate::component::endpoint::fault::Fault;
use crate::component::endpoint::journal::Action;
use crate::component::endpoint::reply::{Fate, Reply, lost, silence, status};
use crate::component::endpoint::request::Request;
use crate::core::clocks::Moment;

/// A socket that sends a token request, to be replied to so, reads this and no more.
#[track_caller]
fn check(reply: Reply, expected: &str, then: Then) {
    probe(FETCH, reply, expected, then);
}

#[track_caller]
fn probe(request: &str, reply: Reply, expected: &str, then: Then) {
    let expected = expected.replace('\n', "\r\n");
    let heard = runtime().block_on(async {
        let wire = Wire::lay(&door(reply)).await.expect("two free ports");
        let mut stream = TcpStream::connect(wire.https).await.expect("a server");
        stream.write_all(request.replace('\n', "\r\n").as_bytes()).await.expect("a server that reads");
        hear(&mut stream, expected.len(), then).await
    });
    assert_eq!(heard, (expected, then));
}

/// What follows on a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    End,
    Reset,
    Silence,
    More,
}

#[test]
fn a_whole_reply_leaves_the_connection_open() {
    check(reply("{}"), "HTTP/1.1 200 OK\ncontent-length: 2\n\n{}", Then::Silence);
}

#[test]
fn a_cut_reply_ends_within_its_chunk() {
    let head = "HTTP/1.1 200 OK\ntransfer-encoding: chunked\nconnection: close\n\n3\n";
    for (length, begun) in ["", "a", "ab", "abc"].into_iter().enumerate() {
        check(reply("abc").fate(Fate::Cut(length)), &format!("{head}{begun}"), Then::End);
    }
}

#[test]
fn a_reply_lies_about_its_length() {
    for told in ["0", "1", "100", "soon"] {
        let head = format!("HTTP/1.1 200 OK\ncontent-length: {told}\nconnection: close\n\n");
        check(reply("abc").header("content-length", told), &format!("{head}abc"), Then::End);
    }
}

#[test]
fn a_connection_is_lost_in_three_ways() {
    check(lost(Fault::named("HTTP-response-incomplete")), "", Then::End);
    check(lost(Fault::named("connection-terminated")), "", Then::Reset);
    check(lost(Fault::named("HTTP-protocol-error")), "220 mail.scaikey.test ESMTP\n", Then::End);
}

#[test]
fn a_hanging_reply_says_no_more() {
    check(silence(), "", Then::Silence);
    let head = "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n";
    check(reply("abc").fate(Fate::Stalled(0)), head, Then::Silence);
    check(reply("abc").fate(Fate::Stalled(2)), &format!("{head}2\nab\n"), Then::Silence);
}

#[test]
fn a_dripping_reply_keeps_its_last_byte() {
    let drops = "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n1\na\n1\nb\n";
    check(reply("abc").fate(Fate::Dripping(Duration::from_millis(1))), drops, Then::Silence);
}

#[test]
fn an_endless_reply_goes_on() {
    check(
        reply("").fate(Fate::Endless),
        "HTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n10000\n",
        Then::More,
    );
}

#[test]
fn an_early_reply_does_not_wait_for_the_body() {
    let head = "HTTP/1.1 200 OK\ncontent-length: 2\nconnection: close\n\n";
    let withheld = FETCH.trim_end_matches("grant_type=client_credentials");
    probe(withheld, reply("{}").early(), &format!("{head}{{}}"), Then::End);
    probe(withheld, reply("{}"), "", Then::Silence);
}

#[test]
fn a_request_has_bounds() {
    let endless = format!("GET / HTTP/1.1\nhost: scaikey.test\nx-long: {}", "x".repeat(64 * 1024));
    let refused = "HTTP/1.1 431 Request Header Fields Too Large\nconnection: close\ncontent-length: 0\n\n";
    probe(&endless, silence(), refused, Then::End);
}

#[test]
fn a_request_body_beyond_its_bounds_is_no_request() {
    runtime().block_on(async {
        let door = door(reply("{}"));
        let wire = Wire::lay(&door).await.expect("two free ports");
        let mut stream = TcpStream::connect(wire.https).await.expect("a server");
        let length = (16 << 20) + 1;
        let head = format!("PUT / HTTP/1.1\r\nhost: scaikey.test\r\ncontent-length: {length}\r\n\r\n");
        // The server may have gone before all is written.
        let _ = stream.write_all(&[head.as_bytes(), &vec![b'x'; length]].concat()).await;
        let (heard, then) = hear(&mut stream, 0, Then::End).await;
        assert!(heard.is_empty() && matches!(then, Then::End | Then::Reset), "{heard}, {then:?}");
        assert!(door.mock().journal.entries[0].exchanges.is_empty());
    });
}

#[test]
fn connections_are_counted() {
    runtime().block_on(async {
        let wire = Wire::lay(&door(reply("{}"))).await.expect("two free ports");
        let ask = async || {
            let mut stream = TcpStream::connect(wire.https).await.expect("a server");
            stream.write_all(FETCH.replace('\n', "\r\n").as_bytes()).await.expect("room for a request");
            stream
        };
        let mut answered = join_all((0..CONNECTIONS).map(|_| ask())).await;
        for stream in &mut answered {
            assert_eq!(hear(stream, 8, Then::More).await, ("HTTP/1.1".to_owned(), Then::More));
        }
        let mut late = ask().await;
        assert_eq!(hear(&mut late, 0, Then::Silence).await, (String::new(), Then::Silence));
        drop(answered);
        assert_eq!(hear(&mut late, 8, Then::More).await, ("HTTP/1.1".to_owned(), Then::More));
    });
}

#[test]
fn requests_arrive_as_they_were_sent() {
    for url in ["https://scaikey.test/a?b=c%20d", "https://scaikey.test:8443/", "http://evil.test/"] {
        let door = runtime().block_on(async {
            let door = door(silence());
            let wire = Wire::lay(&door).await.expect("two free ports");
            let body = Full::new("text".into()).map_err(|never| match never {}).boxed_unsync();
            let request = http::Request::put(url).header("x-name", "value").body(body).expect("a request");
            wire.send(request).await.expect("an answer");
            door
        });
        let mock = door.mock();
        let request = &mock.journal.entries[0].exchanges[0].request;
        let headers = [("x-name", "value"), ("content-length", "4")];
        let headers = headers.map(|(name, value)| (name.to_owned(), value.into()));
        let expected = Request {
            method: "PUT".into(),
            url: url.into(),
            headers: headers.into(),
            body: "text".into(),
            deadline: None,
        };
        assert_eq!(*request, expected);
    }
}

/// As many bytes, and what follows them.
async fn hear(stream: &mut TcpStream, length: usize, then: Then) -> (String, Then) {
    let mut heard = Vec::new();
    let reading = timeout(LONG, (&mut *stream).take(length as u64).read_to_end(&mut heard)).await;
    let read = match reading.expect("as many bytes") {
        Ok(_) => timeout(if then == Then::Silence { MOMENT } else { LONG }, stream.read_u8()).await,
        Err(error) => Ok(Err(error)),
    };
    let follows = match read.map(|read| read.map_err(|error| error.kind())) {
        Err(_) => Then::Silence,
        Ok(Ok(_)) => Then::More,
        Ok(Err(ErrorKind::UnexpectedEof)) => Then::End,
        Ok(Err(ErrorKind::ConnectionReset)) => Then::Reset,
        Ok(Err(kind)) => panic!("{kind}"),
    };
    (String::from_utf8_lossy(&heard).into(), follows)
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// A mock that is being asked for a token, and will reply so.
fn door(reply: Reply) -> Door {
    let door = Door::new(&PLATFORM);
    door.mock().journal.begin(Moment::default(), Action::Token(None));
    door.mock().token_endpoint.next([reply]);
    door
}

fn reply(body: &str) -> Reply {
    Reply { headers: Vec::new(), ..status(200) }.body(body)
}

const FETCH: &str = "POST /api/v1/platform/oauth/token HTTP/1.1\n\
    host: scaikey.test\n\
    content-length: 29\n\
    \n\
    grant_type=client_credentials";
/// Long enough for bytes that are on their way, if there are any.
const MOMENT: Duration = Duration::from_millis(5);
/// Longer than anything takes that comes at all.
const LONG: Duration = Duration::from_secs(10);
