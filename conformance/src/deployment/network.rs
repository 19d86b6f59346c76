//! What lies between suite and deployment.

pub(super) mod certificate;
pub(super) mod mock;

use std::pin::Pin;
use std::sync::Arc;

use scaikey_host::{Clocks, NetworkLimits, Pool, SystemClocks, Tls, Transport};
use tokio::runtime::{Builder, Runtime};

use certificate::{Handshake, Rejection};

/// A way to a deployment.
pub(crate) trait Network {
    /// A runtime on which it works.
    fn runtime(&self) -> std::io::Result<Runtime>;

    /// Carries requests. Made on that runtime.
    fn transport(&self) -> Arc<dyn Transport>;

    /// The clocks of this end.
    fn clocks(&self) -> Arc<dyn Clocks>;

    /// Begins TLS with a host and a port, and says what was agreed.
    fn handshake(&self, host: &str, port: u16) -> Shaking<'_>;
}

/// A handshake under way.
pub(crate) type Shaking<'a> = Pin<Box<dyn Future<Output = Result<Handshake, Rejection>> + 'a>>;

/// The real one.
pub struct Internet {
    pool: Pool,
    tls: Arc<rustls::ClientConfig>,
}

impl Internet {
    /// Trusts what the system trusts, and the certificates of `authorities` too: one or more, as PEM. Fails with one line
    /// if there is none in it.
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

    fn handshake(&self, host: &str, port: u16) -> Shaking<'_> {
        Box::pin(certificate::handshake(Arc::clone(&self.tls), host.to_owned(), port))
    }
}
