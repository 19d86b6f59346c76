//! Real sockets between subject and mock, on the loopback interface.
//!
//! Requests leave through the transport that hosts use, addressed to a server of this check in place of whoever they are
//! for, whom the `Host` field still names. The servers ask the same mock as the in-process transport does.

use std::future::ready;
use std::io;
use std::mem::take;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use http::header::HOST;
use http::request::Parts;
use http::uri::{Scheme, Uri};
use scaikey_host::{Body, Exchange, HttpError, Pool, Transport};
use scaikey_mock::{Delivery, Handler, Limits, Protocol, Reply, Server};

use crate::component::endpoint::reply::{Answer, silence};
use crate::component::harness::in_process::{BODY_LIMIT, InProcess};

/// A network that leads to the mock and nowhere else.
pub(crate) struct Wire {
    pool: Pool,
    /// Where `https` requests go. What is spoken there is HTTP without TLS, so each scheme has a server of its own.
    https: Server,
    http: Server,
}

impl Wire {
    /// Puts servers before the mock. They run, as all connections do, on the runtime of the caller, which needs IO.
    pub(crate) async fn new(mock: &InProcess) -> io::Result<Self> {
        Ok(Self {
            pool: Pool::new(),
            https: Socket::serve(mock, Scheme::HTTPS).await?,
            http: Socket::serve(mock, Scheme::HTTP).await?,
        })
    }

    /// The same request, on its way to the server of its scheme.
    fn addressed(&self, mut request: http::Request<Body>) -> Result<http::Request<Body>, http::Error> {
        let mut parts = take(request.uri_mut()).into_parts();
        let server = if parts.scheme == Some(Scheme::HTTP) { &self.http } else { &self.https };
        parts.scheme = Some(Scheme::HTTP);
        if let Some(authority) = parts.authority.replace(server.address().to_string().parse()?) {
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
            Ok(request) => self.pool.send(request),
            Err(_) => Box::pin(ready(Err(HttpError::HttpRequestUriInvalid))),
        }
    }
}

/// The mock behind a socket. What arrives there counts as sent by this scheme.
struct Socket {
    mock: InProcess,
    scheme: Scheme,
}

impl Socket {
    async fn serve(mock: &InProcess, scheme: Scheme) -> io::Result<Server> {
        let free: SocketAddr = (Ipv4Addr::LOCALHOST, 0).into();
        Server::start(free, Protocol::Http, LIMITS, Self { mock: mock.clone(), scheme }).await
    }

    /// The head with the URL that the subject sent it to.
    fn sent(&self, mut head: Parts) -> Parts {
        let mut uri = head.uri.into_parts();
        uri.scheme = Some(self.scheme.clone());
        head.uri = Uri::from_parts(uri).expect("an absolute URI");
        head
    }
}

impl Handler for Socket {
    fn handle(&self, request: http::Request<Bytes>) -> Reply {
        if request.body().len() > LIMITS.body {
            return silence().delivery(Delivery::Closed);
        }
        let (head, body) = request.into_parts();
        match self.mock.answer(http::Request::from_parts(self.sent(head), body)) {
            Answer::Reply(reply) => reply,
            Answer::Fault(fault, delay) => fault.on_socket().after(delay),
        }
    }

    fn is_early(&self, head: &Parts) -> bool {
        self.mock.is_early(&self.sent(head.clone()))
    }
}

/// More than any check needs.
const LIMITS: Limits = Limits {
    connections: 64,
    connection: Duration::from_secs(60),
    last_reply: Duration::ZERO,
    body: BODY_LIMIT,
};

#[cfg(test)]
mod tests;
