//! A request on its way from the component to the transport.

use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt, Full};
use scaikey_host::types::Error;
use scaikey_host::{Body, Client, Exchange, Options, Transport};

use crate::COMPONENT;

/// Refuses everything and remembers what it was asked.
#[derive(Default)]
struct Refusing(Mutex<Vec<http::request::Parts>>);

impl Transport for Refusing {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let (head, body) = request.into_parts();
        self.0.lock().expect("no panic elsewhere").push(head);
        Box::pin(async move {
            body.collect().await?;
            let reply = Body::new(Full::from(r#"{"error":"invalid_client"}"#));
            Ok(http::Response::builder().status(401).body(reply).expect("a response"))
        })
    }
}

#[tokio::test]
async fn a_request_leaves_with_an_absolute_uri_and_no_host() {
    let transport = Arc::new(Refusing::default());
    let client = Client::builder(&COMPONENT)
        .transport(transport.clone())
        .open(Options::platform("https://scaikey.example/prefix", "app", "hunter2"))
        .await
        .expect("good options");

    let error = client.token(None).await.expect_err("refused");
    assert!(matches!(error.client(), Some(Error::Oauth(_))), "{error}");
    assert!(!format!("{error} {error:?} {client:?}").contains("hunter2"), "{error}");

    let heads = transport.0.lock().expect("no panic elsewhere");
    let [head] = heads.as_slice() else { panic!("one request: {heads:?}") };
    assert_eq!(head.uri, "https://scaikey.example/prefix/api/v1/platform/oauth/token");
    assert!(!head.headers.contains_key("host"), "{heads:?}");
    assert!(head.headers.contains_key("authorization"), "{heads:?}");
    assert!(!format!("{heads:?}").contains("Basic"), "{heads:?}");
}
