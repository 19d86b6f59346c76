//! Bodies over the streams of WASI 0.2: writing one piecemeal, reading one up to a limit.

use alloc::vec::Vec;
use wasi::http::types::{IncomingResponse, OutgoingBody, OutgoingRequest, http_error_code};
use wasi::io::poll::{Pollable, poll};
use wasi::io::streams::{OutputStream, StreamError};

use super::error_codes;
use crate::exchange::{ExchangeError, Limits};

/// A request body on its way out.
///
/// Once written, or once writing failed, it stays as it is until dropped: taking it away early could cut off the
/// response, and the response is what counts.
pub(super) struct Upload<'a> {
    rest: &'a [u8],
    flushed: bool,
    over: bool,
    // Dropped in this order: a stream is a child of its body.
    stream: Option<OutputStream>,
    body: Option<OutgoingBody>,
}

impl<'a> Upload<'a> {
    pub(super) fn new(request: &OutgoingRequest, bytes: &'a [u8]) -> Result<Self, ExchangeError> {
        let body = request.body().map_err(|()| REQUEST_BROKE_OFF)?;
        let stream = body.write().map_err(|()| REQUEST_BROKE_OFF)?;
        Ok(Self { rest: bytes, flushed: false, over: false, stream: Some(stream), body: Some(body) })
    }

    /// Writes what the host takes now. Gives what to wait for until it takes more, or nothing when there is no more to
    /// do.
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

    /// Nothing more will be written. Only a body that was written to its end is declared finished.
    fn close(&mut self) {
        self.over = true;
        if self.rest.is_empty() {
            self.stream = None;
            if let Some(body) = self.body.take() {
                // If this fails, so does the exchange, and that says more.
                let _ = OutgoingBody::finish(body, None);
            }
        }
    }
}

/// Reads a whole response body, or gives up at the limits. What is left of the request body is written meanwhile: the
/// server may be waiting for it.
pub(super) fn read(
    response: &IncomingResponse,
    mut upload: Option<&mut Upload<'_>>,
    limits: Limits,
    timer: &Pollable,
) -> Result<Vec<u8>, ExchangeError> {
    let body = response.consume().map_err(|()| RESPONSE_BROKE_OFF)?;
    let stream = body.stream().map_err(|()| RESPONSE_BROKE_OFF)?;
    let ready = stream.subscribe();
    let mut bytes = Vec::new();
    loop {
        match stream.read(CHUNK) {
            Ok(chunk) if chunk.is_empty() => {
                let woken = wait(&ready, timer, upload.as_deref_mut());
                if woken.contains(&1) && !woken.contains(&0) {
                    return Err(ExchangeError::Timeout("the response body did not arrive in time"));
                }
            }
            Ok(chunk) if chunk.len() > limits.body - bytes.len() => {
                return Err(ExchangeError::TooLarge("the response body exceeds its limit"));
            }
            Ok(chunk) => bytes.extend_from_slice(&chunk),
            Err(StreamError::Closed) => return Ok(bytes),
            Err(StreamError::LastOperationFailed(error)) => {
                return Err(http_error_code(&error)
                    .map_or(RESPONSE_BROKE_OFF, |code| error_codes::exchange_error(&code)));
            }
        }
    }
}

/// Writes what the host takes, then waits for an event (0), the end of time (1), or to write on (2).
pub(super) fn wait(event: &Pollable, timer: &Pollable, upload: Option<&mut Upload<'_>>) -> Vec<u32> {
    match upload.and_then(Upload::advance) {
        Some(writable) => poll(&[event, timer, &writable]),
        None => poll(&[event, timer]),
    }
}

const REQUEST_BROKE_OFF: ExchangeError = ExchangeError::Transport("request body broke off");
const RESPONSE_BROKE_OFF: ExchangeError = ExchangeError::Transport("response body broke off");
const CHUNK: u64 = 64 * 1024;
