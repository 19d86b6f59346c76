//! The transport for real networks against real peers, all on loopback.

/// An authority of our own, and what it certifies.
mod authority;
/// A server by hyper, plain or with TLS, that remembers what it saw.
mod peer;
/// A server of a few lines of TCP, for what no HTTP library would say.
mod raw;

/// HTTP/2, where the server offers it.
mod http2;
/// Answers over plain HTTP/1.1, whole and broken.
mod plain;
/// Connections: used again, bounded, replaced, and no request twice.
mod reuse;
/// Peers that keep us waiting.
mod timeouts;
/// Whom we trust, and as whom we speak.
mod tls;

use http_body_util::{BodyExt, Full};
use scaikey_host::{Body, HttpError, Pool, Transport};

/// What a GET of `uri` brings: the body as text, or what the component would be told.
async fn get(transport: &Pool, uri: impl AsRef<str>) -> Result<String, HttpError> {
    send(transport, http::Request::get(uri.as_ref())).await
}

async fn send(transport: &Pool, request: http::request::Builder) -> Result<String, HttpError> {
    let response = transport.send(request.body(body("")).expect("a request")).await?;
    let bytes = response.into_body().collect().await?.to_bytes();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn body(text: &'static str) -> Body {
    Body::new(Full::from(text))
}
