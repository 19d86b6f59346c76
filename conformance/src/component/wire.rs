//! Real sockets between subject and mock, on the loopback interface.
//!
//! Requests leave through the transport that hosts use, addressed to a server of the world's own in place of whoever
//! they are for, whom the `Host` field still names. The server asks the same mock as the door does, and is HTTP as long
//! as the reply can be said in HTTP; what cannot is written to the socket byte by byte.

mod server;
mod wreck;

use std::future::ready;
use std::io;
use std::mem::take;
use std::net::SocketAddr;

use http::header::HOST;
use http::uri::{Scheme, Uri};
use scaikey_host::{Body, Exchange, HttpError, Pooled, Transport};

use crate::component::harness::door::Door;

/// A network that leads to the mock and nowhere else.
pub(crate) struct Wire {
    pooled: Pooled,
    /// Where `https` requests go. What is spoken there is HTTP without TLS, so each scheme has an address of its own.
    https: SocketAddr,
    http: SocketAddr,
}

impl Wire {
    /// Puts servers before the mock. They run, as all connections do, on the runtime of the caller, which needs IO.
    pub(crate) async fn lay(door: &Door) -> io::Result<Self> {
        Ok(Self {
            pooled: Pooled::new(),
            https: server::listen(door, Scheme::HTTPS).await?,
            http: server::listen(door, Scheme::HTTP).await?,
        })
    }

    /// The same request, on its way to the server of its scheme.
    fn addressed(&self, mut request: http::Request<Body>) -> Result<http::Request<Body>, http::Error> {
        let mut parts = take(request.uri_mut()).into_parts();
        let server = if parts.scheme == Some(Scheme::HTTP) { self.http } else { self.https };
        parts.scheme = Some(Scheme::HTTP);
        if let Some(authority) = parts.authority.replace(server.to_string().parse()?) {
            let host = authority.as_str().parse()?;
            request.headers_mut().entry(HOST).or_insert(host);
        }
        *request.uri_mut() = Uri::from_parts(parts)?;
        Ok(request)
    }
}

impl Transport for Wire {
    fn send(&self, request: http::Request<Body>) -> Exchange {
        match self.addressed(request) {
            Ok(request) => self.pooled.send(request),
            Err(_) => Box::pin(ready(Err(HttpError::HttpRequestUriInvalid))),
        }
    }
}

#[cfg(test)]
mod tests;
