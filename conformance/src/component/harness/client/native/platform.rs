//! The platform of the reference: the transport and the clocks of the harness.

use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use scaikey_host::{Body, Clocks, HttpError, Transport};
use scaikey_reference::{Environment, ErrorKind, ExchangeError, Incoming, Outgoing};
use tokio::time::{Instant, sleep_until, timeout_at};

use crate::component::endpoint::fault::Fault as ErrorCode;

/// The platform of one client.
pub(super) struct Platform {
    pub(super) transport: Arc<dyn Transport>,
    pub(super) clocks: Arc<dyn Clocks>,
    pub(super) printed: Arc<Mutex<Vec<u8>>>,
}

impl Environment for Platform {
    fn monotonic(&self) -> Duration {
        self.clocks.monotonic()
    }

    fn wall(&self) -> Duration {
        self.clocks.wall()
    }

    async fn pause(&self, span: Duration) {
        sleep_until(Instant::now() + span).await;
    }

    async fn exchange(
        &self,
        request: Outgoing,
        within: Duration,
        limit: u64,
    ) -> Result<Incoming, ExchangeError> {
        let end = Instant::now() + within;
        let taken = Arc::new(AtomicBool::new(request.body.as_ref().is_none_or(Vec::is_empty)));
        let request = encoded(request, &taken)?;
        let answered = timeout_at(end, self.transport.send(request)).await;
        let response = answered.map_err(|_| late())?.map_err(failed)?;
        let early = !taken.load(Ordering::Relaxed);
        let (head, mut body) = response.into_parts();
        let mut incoming = Incoming {
            status: head.status.as_u16(),
            headers: head
                .headers
                .iter()
                .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
                .collect(),
            early,
            ..Incoming::default()
        };
        loop {
            let frame = match timeout_at(end, body.frame()).await {
                Err(_) => return Ok(Incoming { broken: Some(late()), ..incoming }),
                Ok(None) => return Ok(incoming),
                Ok(Some(Err(error))) => return Ok(Incoming { broken: Some(failed(error)), ..incoming }),
                Ok(Some(Ok(frame))) => frame,
            };
            incoming.body.extend_from_slice(&frame.into_data().unwrap_or_default());
            if incoming.body.len() as u64 > limit {
                return Ok(Incoming { broken: Some(too_large()), ..incoming });
            }
            if incoming.body.len() > MEMORY {
                resume_unwind(Box::new(OUT_OF_MEMORY));
            }
        }
    }

    fn print(&self, text: &str) {
        self.printed.lock().unwrap_or_else(PoisonError::into_inner).extend(text.as_bytes());
    }
}

/// The request for the transport; `taken` tells whether its body was read.
fn encoded(request: Outgoing, taken: &Arc<AtomicBool>) -> Result<http::Request<Body>, ExchangeError> {
    let mut builder = http::Request::builder().method(request.method.as_str()).uri(request.url);
    for (name, value) in request.headers {
        builder = builder.header(name, value);
    }
    let taken = Arc::clone(taken);
    let body = Full::new(Bytes::from(request.body.unwrap_or_default()));
    let body = body.map_frame(move |frame| {
        taken.store(true, Ordering::Relaxed);
        frame
    });
    builder.body(Body::new(body)).map_err(|_| fault(ErrorKind::Transport, "no such request in http"))
}

fn failed(error: HttpError) -> ExchangeError {
    let kind = match ErrorCode::of(error).kind {
        "denied" => ErrorKind::Denied,
        "timeout" => ErrorKind::Timeout,
        "too large" => ErrorKind::TooLarge,
        _ => ErrorKind::Transport,
    };
    fault(kind, "the exchange failed")
}

fn late() -> ExchangeError {
    fault(ErrorKind::Timeout, "the exchange timed out")
}

fn too_large() -> ExchangeError {
    fault(ErrorKind::TooLarge, "the body exceeds its limit")
}

fn fault(kind: ErrorKind, text: &str) -> ExchangeError {
    ExchangeError { kind, text: text.into() }
}

/// The panic of a client that reads without end.
pub(super) const OUT_OF_MEMORY: &str = "out of memory";
/// Bytes of a body that exceed the memory of a host.
const MEMORY: usize = 32 << 20;
