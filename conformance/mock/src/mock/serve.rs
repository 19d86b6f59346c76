//! A deployment behind a socket.

use std::io;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::Request;

use super::log::line;
use super::{BODY_LIMIT, Mock};
use crate::defect::Defect;
use crate::reply::Reply;
use crate::server::certificate::Certificate;
use crate::server::{Handler, Limits, Protocol, Server};

impl Mock {
    /// Serves it on this address, over TLS if there is a certificate. `now` is the time since 1970, and `log` receives
    /// one line for each exchange. Fails if the server cannot listen.
    pub async fn serve(
        self,
        listen: SocketAddr,
        certificate: Option<&Certificate>,
        now: fn() -> Duration,
        log: impl Fn(&str) + Send + Sync + 'static,
    ) -> io::Result<Server> {
        let protocol = match certificate.cloned() {
            None => Protocol::Http,
            Some(certificate) if self.has_defect(Defect::PlaintextServed) => Protocol::Either(certificate),
            Some(certificate) => Protocol::Https(certificate),
        };
        let limits = Limits { body: BODY_LIMIT, ..Limits::default() };
        Server::start(listen, protocol, limits, Logged { mock: Mutex::new(self), now, log }).await
    }
}

struct Logged<L> {
    mock: Mutex<Mock>,
    now: fn() -> Duration,
    log: L,
}

impl<L: Fn(&str) + Send + Sync + 'static> Handler for Logged<L> {
    fn handle(&self, request: Request<Bytes>) -> Reply {
        let reply = self.mock.lock().unwrap_or_else(PoisonError::into_inner).answer((self.now)(), &request);
        (self.log)(&line(&request, &reply));
        reply
    }
}
