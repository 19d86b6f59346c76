use std::convert::Infallible;
use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use futures_util::stream::{self, StreamExt};
use http::request::Parts;
use http::{Request, Response};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio_rustls::LazyConfigAcceptor;

use crate::raw::listen;

/// A server for as long as the runtime lives.
pub(crate) struct Peer {
    address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
}

/// What arrived.
#[derive(Default)]
pub(crate) struct Seen {
    pub(crate) connections: usize,
    pub(crate) requests: Vec<Parts>,
}

impl Peer {
    pub(crate) async fn plain() -> Self {
        Self::start(None).await
    }

    pub(crate) async fn tls(config: Arc<ServerConfig>) -> Self {
        Self::start(Some(config)).await
    }

    async fn start(tls: Option<Arc<ServerConfig>>) -> Self {
        let (listener, address) = listen().await;
        let seen = Arc::<Mutex<Seen>>::default();
        let peer = Self { address, seen: Arc::clone(&seen) };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                lock(&seen).connections += 1;
                let seen = Arc::clone(&seen);
                match tls.clone() {
                    Some(config) => tokio::spawn(secure(stream, config, seen)),
                    None => tokio::spawn(speak_http1(stream, seen)),
                };
            }
        });
        peer
    }

    pub(crate) fn http(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// By name, since certificates have names.
    pub(crate) fn https(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.address.port())
    }

    pub(crate) fn seen(&self) -> MutexGuard<'_, Seen> {
        lock(&self.seen)
    }
}

async fn secure(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    config: Arc<ServerConfig>,
    seen: Arc<Mutex<Seen>>,
) {
    let Ok(hello) = LazyConfigAcceptor::new(Default::default(), stream).await else { return };
    match hello.into_stream(config).into_fallible().await {
        Ok(stream) if stream.get_ref().1.alpn_protocol() == Some(b"h2") => speak_http2(stream, seen).await,
        Ok(stream) => speak_http1(stream, seen).await,
        // A connection closed with bytes unread is reset, and the peer may lose the alert.
        Err((_, mut stream)) => {
            stream.shutdown().await.ok();
            tokio::io::copy(&mut stream, &mut tokio::io::sink()).await.ok();
        }
    }
}

async fn speak_http1(stream: impl AsyncRead + AsyncWrite + Unpin, seen: Arc<Mutex<Seen>>) {
    let service = service_fn(|request| answer(request, &seen));
    // How a connection ends is told by the client at its other end.
    http1::Builder::new().serve_connection(TokioIo::new(stream), service).await.ok();
}

async fn speak_http2(stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static, seen: Arc<Mutex<Seen>>) {
    let service = service_fn(move |request| {
        let seen = Arc::clone(&seen);
        async move { answer(request, &seen).await }
    });
    http2::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await.ok();
}

/// The path says how.
async fn answer(
    request: Request<Incoming>,
    seen: &Mutex<Seen>,
) -> io::Result<Response<UnsyncBoxBody<Bytes, Infallible>>> {
    let (head, body) = request.into_parts();
    let path = head.uri.path().to_owned();
    if path != "/early" {
        body.collect().await.ok();
    }
    lock(seen).requests.push(head);
    let head = Response::builder();
    let response = match &*path {
        "/silent" => pending().await,
        "/broken" => return Err(io::ErrorKind::Other.into()),
        // The first word, and no other.
        "/stalled" => {
            let word = stream::iter([Ok(Frame::data(Bytes::from("hel")))]);
            head.body(StreamBody::new(word.chain(stream::pending())).boxed_unsync())
        }
        "/large-head" => head.header("x", "x".repeat(LARGE)).body(Full::default().boxed_unsync()),
        TOKEN_ENDPOINT => head.body(Full::from(TOKEN).boxed_unsync()),
        _ => head.body(Full::from(path).boxed_unsync()),
    };
    Ok(response.expect("a response"))
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().expect("no panic elsewhere")
}

/// Where a component of ours asks for a token, and what it gets.
const TOKEN_ENDPOINT: &str = "/api/v1/platform/oauth/token";
const TOKEN: &str = r#"{"access_token":"token","expires_in":3600}"#;
/// Bytes of a large head, about.
pub(crate) const LARGE: usize = 20_000;
