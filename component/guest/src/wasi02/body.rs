//! Writes and reads bodies over the streams of WASI 0.2.

use alloc::vec::Vec;
use wasi::http::types::{IncomingResponse, OutgoingBody, OutgoingRequest, http_error_code};
use wasi::io::poll::{Pollable, poll};
use wasi::io::streams::{OutputStream, StreamError};

use super::error_codes;
use crate::exchange::{ExchangeError, Limits};

/// A request body that is being written.
///
/// Keep it until the exchange ends, even after it was written or writing failed: dropping it earlier could end the
/// exchange before the response has arrived.
pub(super) struct Upload<'a> {
    rest: &'a [u8],
    flushed: bool,
    over: bool,
    // Fields are dropped in this order: the stream is a child of the body.
    stream: Option<OutputStream>,
    body: Option<OutgoingBody>,
}

impl<'a> Upload<'a> {
    pub(super) fn new(request: &OutgoingRequest, bytes: &'a [u8]) -> Result<Self, ExchangeError> {
        let body = request.body().map_err(|()| WRITING_FAILED)?;
        let stream = body.write().map_err(|()| WRITING_FAILED)?;
        Ok(Self { rest: bytes, flushed: false, over: false, stream: Some(stream), body: Some(body) })
    }

    /// Writes as much as the host accepts now. Returns what to wait for before writing more, or `None` when done.
    pub(super) fn advance(&mut self) -> Option<Pollable> {
        while !self.over {
            let stream = self.stream.as_ref()?;
            let progress =
                stream.check_write().and_then(|permit| match usize::try_from(permit).unwrap_or(usize::MAX) {
                    0 => Ok(false),
                    permit if !self.rest.is_empty() => {
                        let (chunk, rest) = self.rest.split_at(permit.min(self.rest.len()));
                        self.rest = rest;
                        stream.write(chunk).map(|()| true)
                    }
                    _ if !self.flushed => {
                        self.flushed = true;
                        stream.flush().map(|()| true)
                    }
                    _ => Err(StreamError::Closed),
                });
            match progress {
                Ok(true) => {}
                Ok(false) => return Some(stream.subscribe()),
                Err(_) => self.close(),
            }
        }
        None
    }

    /// Stops writing. Finishes the body only if it was written completely.
    fn close(&mut self) {
        self.over = true;
        if self.rest.is_empty() {
            self.stream = None;
            if let Some(body) = self.body.take() {
                // A failure here also fails the exchange, with a better error.
                let _ = OutgoingBody::finish(body, None);
            }
        }
    }
}

/// Reads a whole response body, within the limits. Meanwhile writes the rest of the request body: the server may wait
/// for it.
pub(super) fn read(
    response: &IncomingResponse,
    mut upload: Option<&mut Upload<'_>>,
    limits: Limits,
    timer: &Pollable,
) -> Result<Vec<u8>, ExchangeError> {
    let body = response.consume().map_err(|()| READING_FAILED)?;
    let stream = body.stream().map_err(|()| READING_FAILED)?;
    let ready = stream.subscribe();
    let mut bytes = Vec::new();
    loop {
        match stream.read(CHUNK) {
            Ok(chunk) if chunk.is_empty() => {
                let woken = wait(&ready, timer, upload.as_deref_mut());
                if woken.contains(&1) && !woken.contains(&0) {
                    return Err(ExchangeError::Timeout("response body incomplete within the time limit"));
                }
            }
            Ok(chunk) if chunk.len() > limits.body - bytes.len() => {
                return Err(ExchangeError::TooLarge("response body exceeds its limit"));
            }
            Ok(chunk) => bytes.extend_from_slice(&chunk),
            Err(StreamError::Closed) => return Ok(bytes),
            Err(StreamError::LastOperationFailed(error)) => {
                return Err(
                    http_error_code(&error).map_or(READING_FAILED, |code| error_codes::exchange_error(&code))
                );
            }
        }
    }
}

/// Writes what the host accepts, then waits. Returns what is ready: 0 for `event`, 1 for `timer`, 2 for `upload`.
pub(super) fn wait(event: &Pollable, timer: &Pollable, upload: Option<&mut Upload<'_>>) -> Vec<u32> {
    match upload.and_then(Upload::advance) {
        Some(writable) => poll(&[event, timer, &writable]),
        None => poll(&[event, timer]),
    }
}

const WRITING_FAILED: ExchangeError = ExchangeError::Transport("writing the request body failed");
const READING_FAILED: ExchangeError = ExchangeError::Transport("reading the response body failed");
const CHUNK: u64 = 64 * 1024;
