//! One connection: requests in, answers out, as far as they get.

use std::future::pending;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::{Mutex, PoisonError};
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
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::body::Sent;
use crate::line::line;
use crate::mock::{BODY_LIMIT, Mock};
use crate::reply::Delivery;

/// What all connections share.
pub(super) struct Deployment {
    pub(super) mock: Mutex<Mock>,
    pub(super) tls: Option<TlsAcceptor>,
    pub(super) takes_plaintext: bool,
    pub(super) now: fn() -> Duration,
    pub(super) log: Box<dyn Fn(&str) + Send + Sync>,
}

/// What a connection reads and writes.
trait Stream: AsyncRead + AsyncWrite + Unpin {
    fn tcp(&self) -> &TcpStream;
}

impl Deployment {
    /// Serves a connection to its end: by TLS if that is what it begins with, otherwise only if plaintext is taken.
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

    async fn speak(&self, stream: impl Stream, scheme: Scheme) -> io::Result<()> {
        let reset = Notify::new();
        let peer = stream.tcp().peer_addr()?;
        let answer = service_fn(|request| self.answer(request, peer, scheme.clone(), &reset));
        let mut connection = http1::Builder::new()
            .auto_date_header(false)
            .timer(TokioTimer::new())
            .header_read_timeout(PATIENCE)
            .max_buf_size(HEAD_LIMIT)
            .serve_connection(TokioIo::new(stream), answer);
        match timeout(LIFE, select(&mut connection, pin!(reset.notified()))).await {
            Ok(Either::Left((ended, _))) => ended.map_err(io::Error::other),
            // To drop it now is to reset it.
            Ok(Either::Right(_)) => connection.into_parts().io.inner().tcp().set_zero_linger(),
            Err(_) => {
                Pin::new(&mut connection).graceful_shutdown();
                timeout(LAST_EXCHANGE, connection).await?.map_err(io::Error::other)
            }
        }
    }

    async fn answer(
        &self,
        request: Request<Incoming>,
        peer: SocketAddr,
        scheme: Scheme,
        reset: &Notify,
    ) -> io::Result<Response<Sent>> {
        let (mut head, body) = request.into_parts();
        let host = head.headers.get(HOST).ok_or(io::ErrorKind::InvalidInput)?;
        let mut uri = head.uri.into_parts();
        uri.scheme = Some(scheme);
        uri.authority = Some(host.as_bytes().try_into().map_err(io::Error::other)?);
        head.uri = Uri::from_parts(uri).map_err(io::Error::other)?;
        head.extensions.insert(peer);
        let request = Request::from_parts(head, timeout(PATIENCE, read(body)).await??);
        let reply = self.mock.lock().unwrap_or_else(PoisonError::into_inner).answer((self.now)(), &request);
        (self.log)(&line(&request, &reply));
        // Nothing else comes in the meantime.
        let _ = timeout(reply.delay, pending::<()>()).await;
        if reply.delivery == Delivery::Reset {
            reset.notify_one();
            pending::<()>().await;
        }
        Ok(reply.response.map(|body| Sent::new(body, reply.delivery)))
    }
}

impl Stream for TcpStream {
    fn tcp(&self) -> &TcpStream {
        self
    }
}

impl Stream for TlsStream<TcpStream> {
    fn tcp(&self) -> &TcpStream {
        self.get_ref().0
    }
}

/// The whole body, or a bit more than the mock takes.
async fn read(mut body: Incoming) -> io::Result<Bytes> {
    let mut read = BytesMut::new();
    while let Some(frame) = body.frame().await {
        read.extend(frame.map_err(io::Error::other)?.into_data().unwrap_or_default());
        if read.len() > BODY_LIMIT {
            break;
        }
    }
    Ok(read.freeze())
}

/// How long a client may take over each thing it sends.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a connection is kept, and what is under way then may still take.
const LIFE: Duration = Duration::from_secs(600);
const LAST_EXCHANGE: Duration = Duration::from_secs(120);
const HEAD_LIMIT: usize = 64 << 10;
/// How TLS begins.
const TLS_HANDSHAKE: u8 = 22;
