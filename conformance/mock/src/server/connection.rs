//! One connection: requests in, replies out, until a reply breaks it off.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::future::{Either, select};
use http::header::HOST;
use http::uri::Scheme;
use http::{Request, Response, Uri};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use super::malformed::Malformed;
use super::stream::Stream;
use super::{Handler, Limits};
use crate::reply::{Delivery, ReplyBody};

/// What all connections of a server share.
pub(super) struct Connections<H> {
    pub(super) tls: Option<TlsAcceptor>,
    pub(super) takes_plaintext: bool,
    pub(super) limits: Limits,
    pub(super) handler: H,
}

impl<H: Handler> Connections<H> {
    /// Serves a connection to its end: over TLS if it begins with a TLS handshake.
    pub(super) async fn serve(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut first = [0];
        let is_tls = match timeout(PATIENCE, stream.peek(&mut first)).await? {
            Ok(1) => first == [TLS_HANDSHAKE],
            _ => return Ok(()),
        };
        match &self.tls {
            Some(tls) if is_tls => {
                let stream = timeout(PATIENCE, tls.accept(stream)).await??;
                self.speak(stream, Scheme::HTTPS).await
            }
            _ if self.takes_plaintext => self.speak(stream, Scheme::HTTP).await,
            _ => Ok(()),
        }
    }

    /// Speaks HTTP until a reply is malformed, then writes that one to the stream itself.
    async fn speak(&self, stream: impl Stream, scheme: Scheme) -> io::Result<()> {
        let (sender, mut receiver) = mpsc::channel(1);
        let peer = stream.tcp().peer_addr()?;
        let service = service_fn(|request| self.answer(request, peer, scheme.clone(), &sender));
        let mut connection = http1::Builder::new()
            .auto_date_header(false)
            .timer(TokioTimer::new())
            .header_read_timeout(PATIENCE)
            .max_buf_size(HEAD_LIMIT)
            .serve_connection(TokioIo::new(stream), service);
        let mut malformed = pin!(receiver.recv());
        let end = match timeout(self.limits.connection, select(&mut connection, &mut malformed)).await {
            Ok(end) => end,
            Err(_) => {
                Pin::new(&mut connection).graceful_shutdown();
                timeout(self.limits.last_reply, select(&mut connection, &mut malformed)).await?
            }
        };
        match end {
            Either::Right((Some(malformed), _)) => {
                timeout(PATIENCE, malformed.write(connection.into_parts().io.into_inner())).await?
            }
            Either::Left((ended, _)) => ended.map_err(io::Error::other),
            Either::Right((None, _)) => Ok(()),
        }
    }

    async fn answer(
        &self,
        request: Request<Incoming>,
        peer: SocketAddr,
        scheme: Scheme,
        malformed: &mpsc::Sender<Malformed>,
    ) -> io::Result<Response<ReplyBody>> {
        let (mut head, body) = request.into_parts();
        let host = head.headers.remove(HOST).ok_or(io::ErrorKind::InvalidInput)?;
        let mut uri = head.uri.into_parts();
        uri.scheme = Some(scheme);
        uri.authority = Some(host.as_bytes().try_into().map_err(io::Error::other)?);
        head.uri = Uri::from_parts(uri).map_err(io::Error::other)?;
        head.extensions.insert(peer);
        // The unread body of an early reply stays open until the reply is written.
        let (bytes, _unread) = match self.handler.is_early(&head) {
            true => (Bytes::new(), Some(body)),
            false => (timeout(PATIENCE, read(body, self.limits.body)).await??, None),
        };
        let reply = self.handler.handle(Request::from_parts(head, bytes));
        if !reply.delay.is_zero() {
            let _ = timeout(reply.delay, pending::<()>()).await;
        }
        if let Some(reply) = Malformed::of(&reply) {
            let _ = malformed.send(reply).await;
            return pending().await;
        }
        match reply.delivery {
            Delivery::Silence => pending().await,
            _ => Ok(reply.into_response()),
        }
    }
}

/// The whole body, or at least one byte more than the limit.
async fn read(mut body: Incoming, limit: usize) -> io::Result<Bytes> {
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        read.extend(frame.map_err(io::Error::other)?.into_data().unwrap_or_default());
        if read.len() > limit {
            read.truncate(limit + 1);
            break;
        }
    }
    Ok(read.freeze())
}

/// How long a client may take over each thing it sends, and over what follows a malformed reply.
const PATIENCE: Duration = Duration::from_secs(30);
const HEAD_LIMIT: usize = 64 << 10;
/// The first byte of a TLS connection.
const TLS_HANDSHAKE: u8 = 22;
