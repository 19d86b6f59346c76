//! The mock behind a TCP socket.

use std::future::pending;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{Either, select};
use http::header::HOST;
use http::uri::{Scheme, Uri};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use scaikey_host::{Body, HttpError};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::time::timeout;

use super::wreck::Wreck;
use crate::component::harness::door::{Door, sent};

/// Serves the mock on a port that was free, for as long as the runtime of the caller lives. What arrives there counts
/// as sent by this scheme.
pub(super) async fn listen(door: &Door, scheme: Scheme) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let server = Server { door: door.clone(), scheme };
    tokio::spawn(async move { server.accept(&listener).await });
    Ok(address)
}

#[derive(Clone)]
struct Server {
    door: Door,
    scheme: Scheme,
}

impl Server {
    async fn accept(self, listener: &TcpListener) {
        let places = Arc::new(Semaphore::new(CONNECTIONS));
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            let Ok((stream, _)) = listener.accept().await else { continue };
            let server = self.clone();
            tokio::spawn(async move {
                let _place = place;
                // How a connection ends is told by the client at its other end.
                let _ = timeout(CONNECTION_LIFE, server.serve(stream)).await;
            });
        }
    }

    /// Speaks HTTP until a reply breaks off, then writes that one to the socket itself.
    async fn serve(self, stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let (wrecks, mut wrecked) = mpsc::channel(1);
        let answer = service_fn(|request| self.answer(request, &wrecks));
        let connection = http1::Builder::new()
            .auto_date_header(false)
            .max_buf_size(HEAD_LIMIT)
            .serve_connection(TokioIo::new(stream), answer);
        match select(connection, pin!(wrecked.recv())).await {
            Either::Right((Some(wreck), connection)) => {
                wreck.befall(connection.into_parts().io.into_inner()).await
            }
            _ => Ok(()),
        }
    }

    async fn answer(
        &self,
        request: http::Request<Incoming>,
        wrecks: &mpsc::Sender<Wreck>,
    ) -> Result<http::Response<Body>, HttpError> {
        let request = self.absolute(request).map_err(|_| HttpError::HttpRequestUriInvalid)?;
        let (reply, _unread) = self.door.knock(request).await?;
        let Some(wreck) = Wreck::of(&reply) else { return sent(reply).await };
        let _ = wrecks.send(wreck).await;
        pending().await
    }

    /// The request with the URL that the subject sent it to.
    fn absolute(&self, mut request: http::Request<Incoming>) -> Result<http::Request<Incoming>, http::Error> {
        if let Some(host) = request.headers_mut().remove(HOST) {
            let mut parts = std::mem::take(request.uri_mut()).into_parts();
            parts.scheme = Some(self.scheme.clone());
            parts.authority = Some(host.as_bytes().try_into()?);
            *request.uri_mut() = Uri::from_parts(parts)?;
        }
        Ok(request)
    }
}

/// More than any check opens at once.
pub(super) const CONNECTIONS: usize = 64;
/// More than any check takes.
const CONNECTION_LIFE: Duration = Duration::from_secs(60);
const HEAD_LIMIT: usize = 64 * 1024;
