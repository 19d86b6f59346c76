//! Writes a request body.

use wasi::http::types::{OutgoingBody, OutgoingRequest};
use wasi::io::poll::Pollable;
use wasi::io::streams::OutputStream;

use super::error::transport;
use crate::environment::ExchangeError;

/// The rest of a body. A body that the server does not read is not an error: its response decides.
pub(super) struct Upload {
    /// Before the body that it belongs to, so that it is dropped first.
    stream: Option<OutputStream>,
    body: Option<OutgoingBody>,
    bytes: Vec<u8>,
    written: usize,
}

impl Upload {
    pub(super) fn new(head: &OutgoingRequest, bytes: Option<Vec<u8>>) -> Result<Self, ExchangeError> {
        let body = head.body().map_err(|()| transport("the host takes no body"))?;
        let stream = body.write().map_err(|()| transport("the host takes no body"))?;
        Ok(Self { stream: Some(stream), body: Some(body), bytes: bytes.unwrap_or_default(), written: 0 })
    }

    /// Writes as much as the host accepts now.
    pub(super) fn advance(&mut self) {
        while let Some(stream) = &self.stream {
            let rest = &self.bytes[self.written..];
            if rest.is_empty() {
                self.stream = None;
                // It fails if the connection did, which the response tells.
                let _ = self.body.take().map(|body| OutgoingBody::finish(body, None));
                return;
            }
            match stream.check_write() {
                Ok(0) => return,
                Ok(room) => {
                    let size = rest.len().min(usize::try_from(room).unwrap_or(usize::MAX));
                    match stream.write(&rest[..size]) {
                        Ok(()) => self.written += size,
                        Err(_) => self.stream = None,
                    }
                }
                Err(_) => self.stream = None,
            }
        }
    }

    /// Ready once the host takes more; `None` when there is no more to write.
    pub(super) fn room(&self) -> Option<Pollable> {
        self.stream.as_ref().map(OutputStream::subscribe)
    }

    /// Whether some of the body is not written yet.
    pub(super) fn is_cut(&self) -> bool {
        self.written < self.bytes.len()
    }
}
