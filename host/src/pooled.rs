//! HTTP/1.1 over TCP and TLS, with connections kept for reuse.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::BodyExt;
use hyper_rustls::{ConfigBuilderExt, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::{ClientConfig, RootCertStore};

use crate::cause;
use crate::transport::{Body, Exchange, Transport};

/// The transport for real networks: the system's root certificates, no proxy, no redirects.
///
/// Share one among clients of one application and one tokio runtime; its connections live on that runtime.
///
/// It repeats a request only if the connection it had been queued on closed before a byte of it was written, which no
/// server can have seen. What may have been sent is never sent again.
#[derive(Clone)]
pub struct Pooled {
    client: Client<HttpsConnector<HttpConnector>, Body>,
}

impl Pooled {
    /// An empty pool. On a machine without root certificates every `https` exchange fails as
    /// [`TlsCertificateError`](crate::HttpError::TlsCertificateError).
    pub fn new() -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(CONNECT_TIMEOUT));
        let https = HttpsConnectorBuilder::new()
            .with_tls_config(tls())
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE_TIMEOUT)
            .pool_max_idle_per_host(IDLE_CONNECTIONS)
            .retry_canceled_requests(true)
            .set_host(true)
            .build(https);
        Self { client }
    }
}

impl Default for Pooled {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for Pooled {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        let exchange = self.client.request(request);
        Box::pin(async move {
            let response = exchange.await.map_err(|error| cause::classify(&error))?;
            Ok(response.map(|body| body.map_err(|error| cause::classify(&error)).boxed_unsync()))
        })
    }
}

/// The provider is named, so that another crate's features cannot change it.
fn tls() -> ClientConfig {
    let builder = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring serves the default versions");
    match builder.clone().with_native_roots() {
        Ok(builder) => builder.with_no_client_auth(),
        Err(_) => builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth(),
    }
}

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Below the 60 s after which common proxies drop an idle connection, so that we rarely meet a closed one.
const IDLE_TIMEOUT: Duration = Duration::from_secs(50);
const IDLE_CONNECTIONS: usize = 32;
