//! HTTP/1.1 on a TCP socket, with or without TLS: requests in, replies out as far as they get.

/// The certificate of a server.
pub(crate) mod certificate;
/// One connection.
mod connection;
/// Replies that no HTTP library would send.
mod malformed;
/// What a connection reads and writes.
mod stream;

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http::request::Parts;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use self::certificate::Certificate;
use self::connection::Connections;
use crate::reply::Reply;

/// Answers requests.
pub trait Handler: Send + Sync + 'static {
    /// The reply to a request. Its URI is absolute, with the authority of the `Host` field in place of that field. Its
    /// extension `SocketAddr` is the client. A body that exceeds the limit of the server ends one byte after it.
    fn handle(&self, request: Request<Bytes>) -> Reply;

    /// Whether to handle a request with this head before its body is read, and then without it.
    fn is_early(&self, head: &Parts) -> bool {
        let _ = head;
        false
    }
}

/// What a server speaks on its port.
#[derive(Clone, Debug)]
pub enum Protocol {
    /// HTTP without TLS.
    Http,
    /// HTTP over TLS. A connection that begins otherwise is closed.
    Https(Certificate),
    /// HTTP over TLS, and without TLS on the same port.
    Either(Certificate),
}

/// What a server accepts from its clients. Beyond this, they have 30 s for each thing that they send.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at once; others wait.
    pub connections: usize,
    /// Time after which a connection takes no more requests.
    pub connection: Duration,
    /// Time that a reply under way may still take then.
    pub last_reply: Duration,
    /// Bytes of a request body.
    pub body: usize,
}

/// Those of a deployment on one machine.
impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 256,
            connection: Duration::from_secs(600),
            last_reply: Duration::from_secs(120),
            body: 64 << 10,
        }
    }
}

/// A server on a TCP socket. Stops, connections included, when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Listens here, on the tokio runtime of the caller. Port 0 is any free port. Fails if it cannot listen.
    pub async fn start(
        listen: SocketAddr,
        protocol: Protocol,
        limits: Limits,
        handler: impl Handler,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let scheme = if matches!(protocol, Protocol::Http) { "http" } else { "https" };
        let acceptor = |certificate: &Certificate| TlsAcceptor::from(certificate.serving());
        let (tls, takes_plaintext) = match &protocol {
            Protocol::Http => (None, true),
            Protocol::Https(certificate) => (Some(acceptor(certificate)), false),
            Protocol::Either(certificate) => (Some(acceptor(certificate)), true),
        };
        let connections = Connections { tls, takes_plaintext, limits, handler };
        let accepting = tokio::spawn(accept(listener, Arc::new(connections)));
        Ok(Self { address, scheme, accepting })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its base URL.
    pub fn base(&self) -> String {
        format!("{}://{}", self.scheme, self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Accepts connections, which end with this.
async fn accept<H: Handler>(listener: TcpListener, connections: Arc<Connections<H>>) {
    let places = Arc::new(Semaphore::new(connections.limits.connections));
    let mut tasks = JoinSet::new();
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        while tasks.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            // The connection is gone already, or the system has no room for one more.
            let _ = timeout(MOMENT, pending::<()>()).await;
            continue;
        };
        let connections = Arc::clone(&connections);
        tasks.spawn(async move {
            let _place = place;
            // The client sees how its connection ends.
            let _ = connections.serve(stream).await;
        });
    }
}

/// Before the next attempt to accept a connection after one failed.
const MOMENT: Duration = Duration::from_millis(50);
