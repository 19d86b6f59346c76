//! What the host lets through, at its edges.

use std::sync::Arc;

use futures_util::stream;
use http_body_util::{BodyExt, StreamBody};
use hyper::body::{Bytes, Frame};
use scaikey_host::types::Request;
use scaikey_host::{Body, Client, Exchange, HttpError, Limits, Options, Transport};

use crate::COMPONENT;

/// Grants tokens, and answers everything else with this body.
struct Answering(fn() -> Body);

impl Transport for Answering {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let answer = self.0;
        Box::pin(async move {
            let is_token_request = request.uri().path().ends_with("/token");
            request.into_body().collect().await?;
            let body = if is_token_request { declared(TOKEN) } else { answer() };
            Ok(http::Response::new(body))
        })
    }
}

fn declared(bytes: &'static [u8]) -> Body {
    Bytes::from_static(bytes).into()
}

fn dripping(bytes: &'static [u8]) -> Body {
    let frames = bytes.chunks(1).map(|byte| Ok::<_, HttpError>(Frame::data(Bytes::from_static(byte))));
    Body::new(StreamBody::new(stream::iter(frames)))
}

/// The request is answered, or fails so; and then the client works on.
async fn check(limits: Limits, request: Request, answer: fn() -> Body, expected: Result<usize, &str>) {
    let builder = Client::builder(&COMPONENT).transport(Arc::new(Answering(answer))).limits(limits);
    let client = builder.open(Options::platform("https://scaikey.example", "app", "hunter2")).await;
    let client = client.expect("good options");
    let outcome = client.send(request).await;
    let outcome = outcome.map(|response| response.body.len()).map_err(|error| error.class());
    assert_eq!(outcome, expected);
    client.token(None).await.expect("the same instance, or another");
}

#[tokio::test]
async fn bodies_pass_up_to_their_limits() {
    let limits = Limits { request_body: 1000, response_body: 2000, ..Limits::default() };
    let check = |request, answer, expected| {
        check(limits.clone(), Request::new("POST", "/").body(vec![0; request]), answer, expected)
    };
    check(1000, || declared(&[0; 2000]), Ok(2000)).await;
    check(1000, || dripping(&[0; 2000]), Ok(2000)).await;
    check(1001, || declared(&[0; 2000]), Err("too-large")).await;
    check(1000, || declared(&[0; 2001]), Err("too-large")).await;
    // A component is not told why a body breaks off.
    check(1000, || dripping(&[0; 2001]), Err("transport")).await;
}

#[tokio::test]
async fn header_fields_pass_up_to_their_limit() {
    let limits = Limits { header_fields: 4000, ..Limits::default() };
    let request = |length: usize| Request::get("/").header("x", vec![b'x'; length]);
    check(limits.clone(), request(3000), || declared(b"ok"), Ok(2)).await;
    check(limits, request(4000), || declared(b"ok"), Err("memory")).await;
}

const TOKEN: &[u8] = br#"{"access_token":"token","expires_in":3600}"#;
