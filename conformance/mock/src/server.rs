//! The mock behind a socket.

/// What of an answer goes over the wire.
mod body;
/// One connection.
mod connection;

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use self::connection::Deployment;
use crate::certificate::Certificate;
use crate::defect::Defect;
use crate::mock::Mock;

/// A deployment behind a TCP socket, with HTTP/1.1. Ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Begins to serve on the runtime of the caller, with TLS if there is a certificate. Port 0 is any that is free.
    /// `now` tells the time since 1970, and `log` is told of each exchange in one line. Fails if nobody can listen there.
    pub async fn start(
        listen: SocketAddr,
        certificate: Option<&Certificate>,
        mock: Mock,
        now: fn() -> Duration,
        log: impl Fn(&str) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let deployment = Deployment {
            tls: certificate.map(|certificate| TlsAcceptor::from(certificate.serving())),
            takes_plaintext: certificate.is_none() || mock.suffers(Defect::PlaintextServed),
            mock: Mutex::new(mock),
            now,
            log: Box::new(log),
        };
        let accepting = tokio::spawn(accept(listener, Arc::new(deployment)));
        let scheme = if certificate.is_some() { "https" } else { "http" };
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

/// Connections end with this.
async fn accept(listener: TcpListener, deployment: Arc<Deployment>) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    while let Ok(place) = Arc::clone(&places).acquire_owned().await {
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else {
            // A connection that is gone already, or one too many for the system: it needs a moment.
            let _ = timeout(MOMENT, pending::<()>()).await;
            continue;
        };
        let deployment = Arc::clone(&deployment);
        connections.spawn(async move {
            let _place = place;
            // How a connection ends is told by the client at its other end.
            let _ = deployment.serve(stream).await;
        });
    }
}

/// How many connections are served at once; others wait.
const CONNECTIONS: usize = 256;
const MOMENT: Duration = Duration::from_millis(50);
