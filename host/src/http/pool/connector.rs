//! Opening connections, in time and in number.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioIo;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tower_service::Service;

use super::connection::Connection;
use super::counters::Tally;
use super::limits::NetworkLimits;
use super::tls::Tls;

/// Connects to the host of a URI, for `https` with TLS. Neither of the two versions of HTTP is preferred by us: the
/// server chooses.
#[derive(Clone)]
pub(super) struct Connector {
    https: HttpsConnector<HttpConnector>,
    connect_timeout: Duration,
    permits: Arc<Semaphore>,
    tally: Arc<Tally>,
}

impl Connector {
    pub(super) fn new(tls: Tls, limits: &NetworkLimits, tally: Arc<Tally>) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        // The addresses of a host share this time, so that the last one has its turn before we give up.
        tcp.set_connect_timeout(Some(limits.connect_timeout));
        let https = HttpsConnectorBuilder::new()
            .with_tls_config(tls.config())
            .https_or_http()
            .enable_all_versions()
            .wrap_connector(tcp);
        let permits = Semaphore::new(limits.connections.min(Semaphore::MAX_PERMITS));
        Self { https, connect_timeout: limits.connect_timeout, permits: Arc::new(permits), tally }
    }

    async fn connect(mut self, target: Uri) -> Result<Connection, Failure> {
        // What we are late with if the time is up.
        let mut late = ErrorKind::QuotaExceeded;
        let connected = timeout(self.connect_timeout, async {
            let permit = self.permits.acquire_owned().await?;
            late = ErrorKind::TimedOut;
            Ok(Connection::new(self.https.call(target).await?, self.tally, permit))
        });
        match connected.await {
            Ok(outcome) => outcome,
            Err(_) => Err(io::Error::from(late).into()),
        }
    }
}

impl Service<Uri> for Connector {
    type Response = TokioIo<Connection>;
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<TokioIo<Connection>, Failure>> + Send>>;

    /// Always: the connectors below are too.
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Failure>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let connecting = self.clone().connect(target);
        Box::pin(async { Ok(TokioIo::new(connecting.await?)) })
    }
}

type Failure = Box<dyn Error + Send + Sync>;
