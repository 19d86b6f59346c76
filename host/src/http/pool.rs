//! A pool of connections: HTTP/1.1 and HTTP/2 over TCP and TLS.

mod connection;
mod connector;
mod counters;
mod guard;
mod limits;
mod tls;

use std::sync::Arc;

use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::time::timeout;

use crate::http::body::Body;
use crate::http::cause;
use crate::http::error::HttpError;
use crate::http::limited_body::LimitedBody;
use crate::http::transport::{Exchange, Transport};
use connector::Connector;
use counters::Tally;
use guard::{ConnectionGuard, GuardedBody};

pub use counters::PoolCounters;
pub use limits::NetworkLimits;
pub use tls::Tls;

/// The transport for real networks: a pool of connections. A clone is the same pool.
///
/// - Share it among clients of one application on one tokio runtime, since its connections live on that runtime. If the
///   server offers HTTP/2 (by ALPN), requests share a connection.
/// - Do not share it among components that do not trust each other. A component that leaves a response unread holds a
///   connection for as long as its instance lives, and idle connections to one host take room from other hosts, both up
///   to [`NetworkLimits::connections`].
/// - It connects to the host of the URI and ignores proxy variables of the environment. It follows no redirects, decodes
///   no content codings, skips interim responses, and keeps no cookies.
/// - It repeats a request only if the connection closed before any byte of the request was written. If a server closes
///   an idle connection just as a request leaves on it, the exchange fails as
///   [`HttpResponseIncomplete`](crate::HttpError::HttpResponseIncomplete) or
///   [`ConnectionTerminated`](crate::HttpError::ConnectionTerminated).
#[derive(Clone)]
pub struct Pool {
    client: Client<Connector, Body>,
    limits: NetworkLimits,
    tally: Arc<Tally>,
}

impl Pool {
    /// An empty pool with [`Tls::new`] and [`NetworkLimits::default`].
    pub fn new() -> Self {
        Self::with(Tls::new(), NetworkLimits::default())
    }

    /// An empty pool.
    pub fn with(tls: Tls, limits: NetworkLimits) -> Self {
        let limits = limits.clamped();
        let tally = Arc::<Tally>::default();
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(limits.idle_timeout)
            .pool_max_idle_per_host(limits.idle_connections)
            .http1_max_buf_size(limits.response_header.max(HTTP1_BUFFER))
            .http2_max_header_list_size(limits.response_header.try_into().unwrap_or(u32::MAX))
            .retry_canceled_requests(true)
            .set_host(true)
            .build(Connector::new(tls, &limits, Arc::clone(&tally)));
        Self { client, limits, tally }
    }

    /// Totals of this pool and its clones so far.
    pub fn counters(&self) -> PoolCounters {
        self.tally.counters()
    }
}

impl Default for Pool {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for Pool {
    fn send(&self, mut request: http::Request<Body>) -> Exchange {
        let Self { client, limits, tally } = self.clone();
        Box::pin(async move {
            let guard = ConnectionGuard::take(&mut request);
            tally.request();
            let response = timeout(limits.first_byte_timeout, client.request(request))
                .await
                .map_err(|_| HttpError::ConnectionReadTimeout)?
                .map_err(|error| cause::classify(&error))?;
            tally.response(response.extensions());
            Ok(response.map(|body| {
                let body = body.map_err(|error| cause::classify(&error));
                let body = LimitedBody::new(body).read_timeout(limits.between_bytes_timeout);
                Body::new(GuardedBody::new(body, guard))
            }))
        })
    }
}

/// The smallest buffer that hyper accepts.
const HTTP1_BUFFER: usize = 8 * 1024;
