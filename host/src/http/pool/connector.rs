//! Opens connections, within a time and up to a number.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tower_service::Service;

use super::connection::Connection;
use super::counters::Tally;
use super::limits::NetworkLimits;
use super::tls::Tls;

/// Connects to the host of a URI, with TLS for `https`. The server chooses the version of HTTP.
#[derive(Clone)]
pub(super) struct Connector {
    tcp: HttpConnector,
    tls: Arc<TlsConnector>,
    connect_timeout: Duration,
    permits: Arc<Semaphore>,
    tally: Arc<Tally>,
}

/// TLS, configured when the first connection needs it.
struct TlsConnector {
    tcp: HttpConnector,
    tls: Tls,
    ready: OnceLock<HttpsConnector<HttpConnector>>,
}

impl Connector {
    pub(super) fn new(tls: Tls, limits: &NetworkLimits, tally: Arc<Tally>) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        // The addresses of a host share this time, so that each is tried.
        tcp.set_connect_timeout(Some(limits.connect_timeout));
        let tls = TlsConnector { tcp: tcp.clone(), tls, ready: OnceLock::new() };
        let permits = Semaphore::new(limits.connections.min(Semaphore::MAX_PERMITS));
        Self {
            tcp,
            tls: tls.into(),
            connect_timeout: limits.connect_timeout,
            permits: Arc::new(permits),
            tally,
        }
    }

    async fn connect(mut self, target: Uri) -> Result<Connection, Failure> {
        // What the timeout means: waiting for a permit, then connecting.
        let mut late = ErrorKind::QuotaExceeded;
        let connect_timeout = self.connect_timeout;
        let connected = timeout(connect_timeout, async {
            let permit = Arc::clone(&self.permits).acquire_owned().await?;
            late = ErrorKind::TimedOut;
            Ok(Connection::new(self.stream(target).await?, self.tally, permit))
        });
        match connected.await {
            Ok(outcome) => outcome,
            Err(_) => Err(io::Error::from(late).into()),
        }
    }

    async fn stream(&mut self, target: Uri) -> Result<Stream, Failure> {
        match target.scheme_str() {
            Some("http") => Ok(MaybeHttpsStream::Http(self.tcp.call(target).await?)),
            Some("https") => TlsConnector::ready(&self.tls).await?.call(target).await,
            _ => Err(io::Error::from(ErrorKind::Unsupported).into()),
        }
    }
}

impl TlsConnector {
    /// Reads the system's roots on a thread for blocking work, the first time in this process.
    async fn ready(self: &Arc<Self>) -> Result<HttpsConnector<HttpConnector>, Failure> {
        if let Some(ready) = self.ready.get() {
            return Ok(ready.clone());
        }
        let connector = Arc::clone(self);
        Ok(spawn_blocking(move || connector.ready.get_or_init(|| connector.build()).clone()).await?)
    }

    fn build(&self) -> HttpsConnector<HttpConnector> {
        HttpsConnectorBuilder::new()
            .with_tls_config(self.tls.config())
            .https_only()
            .enable_all_versions()
            .wrap_connector(self.tcp.clone())
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<Connection>;
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<TokioIo<Connection>, Failure>> + Send>>;

    /// Always ready, as the inner connectors are.
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let connecting = self.clone().connect(target);
        Box::pin(async { Ok(TokioIo::new(connecting.await?)) })
    }
}

type Stream = MaybeHttpsStream<TokioIo<TcpStream>>;
type Failure = Box<dyn Error + Send + Sync>;
