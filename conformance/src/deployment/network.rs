//! Ways to a deployment: sockets, and a mock in process.

pub(super) mod certificate;
pub(super) mod mock;

use std::pin::Pin;
use std::sync::Arc;

use scaikey_host::{Clocks, NetworkLimits, Pool, SystemClocks, Tls, Transport};
use tokio::runtime::{Builder, Runtime};

use certificate::{Handshake, Rejection};

/// A way to a deployment.
pub(crate) trait Network {
    /// The runtime that it needs.
    fn runtime(&self) -> std::io::Result<Runtime>;

    /// Its transport, made on that runtime.
    fn transport(&self) -> Arc<dyn Transport>;

    /// The clocks of this machine.
    fn clocks(&self) -> Arc<dyn Clocks>;

    /// Makes a TLS handshake with a host and a port.
    fn handshake(&self, host: &str, port: u16) -> HandshakeFuture<'_>;
}

/// A handshake under way.
pub(crate) type HandshakeFuture<'a> = Pin<Box<dyn Future<Output = Result<Handshake, Rejection>> + 'a>>;

/// Sockets.
pub struct Internet {
    pool: Pool,
    tls: Arc<rustls::ClientConfig>,
}

impl Internet {
    /// Trusts the roots of the system, and the certificates in `authorities` (PEM) besides. Fails with one line if there is
    /// no certificate in it.
    pub fn new(authorities: Option<&[u8]>) -> Result<Self, String> {
        let tls = || match authorities {
            None => Ok(Tls::new()),
            Some(pem) => Tls::new().trust(pem).map_err(|error| error.to_string()),
        };
        let limits = NetworkLimits { connections: 8, ..NetworkLimits::default() };
        Ok(Self { pool: Pool::with(tls()?, limits), tls: Arc::new(tls()?.config()) })
    }
}

impl Network for Internet {
    fn runtime(&self) -> std::io::Result<Runtime> {
        Builder::new_current_thread().enable_all().build()
    }

    fn transport(&self) -> Arc<dyn Transport> {
        Arc::new(self.pool.clone())
    }

    fn clocks(&self) -> Arc<dyn Clocks> {
        Arc::new(SystemClocks)
    }

    fn handshake(&self, host: &str, port: u16) -> HandshakeFuture<'_> {
        Box::pin(certificate::handshake(Arc::clone(&self.tls), host.to_owned(), port))
    }
}
