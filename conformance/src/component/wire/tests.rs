//! What a plain socket sees of scripted answers, and what the mock sees of requests.

use std::io::ErrorKind;
use std::time::Duration;

use http::StatusCode;
use http_body_util::Full;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use super::*;
use crate::component::application::PLATFORM;
use crate::component::endpoint::fault::Fault;
use crate::component::endpoint::journal::Action;
use crate::component::endpoint::reply::lost;
use crate::component::endpoint::request::Request;
use crate::core::clocks::Moment;

/// A socket that sends a token request, to which this is the answer, reads these bytes and no more.
#[track_caller]
fn check(answer: impl Into<Answer>, expected: &str, then: Then) {
    check_request(FETCH, answer, expected, then);
}

#[track_caller]
fn check_request(request: &str, answer: impl Into<Answer>, expected: &str, then: Then) {
    let expected = expected.replace('\n', "\r\n");
    let seen = runtime().block_on(async {
        let wire = Wire::new(&mock(answer)).await.expect("two free ports");
        let mut stream = TcpStream::connect(wire.https.address()).await.expect("a server");
        stream.write_all(request.replace('\n', "\r\n").as_bytes()).await.expect("a server that reads");
        read(&mut stream, expected.len(), then).await
    });
    assert_eq!(seen, (expected, then));
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
fn a_scripted_reply_is_sent() {
    let head = "HTTP/1.1 200 OK\ncontent-length: 2\n";
    check(reply("{}"), &format!("{head}\n{{}}"), Then::Silence);
    check(reply("{}!").header("content-length", 2), &format!("{head}connection: close\n\n{{}}!"), Then::End);
}

#[test]
fn a_fault_looks_like_one_of_three_on_a_socket() {
    check(lost(Fault::of(HttpError::HttpResponseIncomplete)), "", Then::End);
    check(lost(Fault::of(HttpError::ConnectionTerminated)), "", Then::Reset);
    check(lost(Fault::of(HttpError::DnsError)), "", Then::Reset);
    check(lost(Fault::of(HttpError::HttpProtocolError)), "220 mail.scaikey.test ESMTP\n", Then::End);
}

#[test]
fn an_early_reply_does_not_wait_for_the_body() {
    let head = "HTTP/1.1 200 OK\ncontent-length: 2\nconnection: close\n\n";
    let withheld = FETCH.trim_end_matches("grant_type=client_credentials");
    check_request(withheld, reply("{}").early(), &format!("{head}{{}}"), Then::End);
    check_request(withheld, reply("{}"), "", Then::Silence);
}

#[test]
fn a_request_body_beyond_its_limit_is_no_request() {
    runtime().block_on(async {
        let mock = mock(reply("{}"));
        let wire = Wire::new(&mock).await.expect("two free ports");
        let mut stream = TcpStream::connect(wire.https.address()).await.expect("a server");
        let length = (16 << 20) + 1;
        let head = format!("PUT / HTTP/1.1\r\nhost: scaikey.test\r\ncontent-length: {length}\r\n\r\n");
        // The server may have gone before all is written.
        let _ = stream.write_all(&[head.as_bytes(), &vec![b'x'; length]].concat()).await;
        let (seen, then) = read(&mut stream, 0, Then::End).await;
        assert!(seen.is_empty() && matches!(then, Then::End | Then::Reset), "{seen}, {then:?}");
        assert!(mock.mock().journal.entries[0].exchanges.is_empty());
    });
}

#[test]
fn requests_arrive_as_they_were_sent() {
    for url in ["https://scaikey.test/a?b=c%20d", "https://scaikey.test:8443/", "http://evil.test/"] {
        let mock = runtime().block_on(async {
            let mock = mock(silence());
            let wire = Wire::new(&mock).await.expect("two free ports");
            let body = Body::new(Full::from("text"));
            let request = http::Request::put(url).header("x-name", "value").body(body).expect("a request");
            wire.send(request).await.expect("an answer");
            mock
        });
        let mock = mock.mock();
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

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// A mock that is being asked for a token, and answers with this.
fn mock(answer: impl Into<Answer>) -> InProcess {
    let mock = InProcess::new(&PLATFORM);
    mock.mock().journal.begin(Moment::default(), Action::Token(None));
    mock.mock().token_endpoint.next([answer]);
    mock
}

fn reply(body: &'static str) -> Reply {
    Reply::empty(StatusCode::OK).body(body)
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
