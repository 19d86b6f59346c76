//! Reads a response.

use wasi::http::types::{IncomingBody, IncomingResponse, http_error_code};
use wasi::io::streams::{InputStream, StreamError};

use super::error;
use super::timer::Timer;
use super::upload::Upload;
use crate::environment::{ErrorKind, ExchangeError, Incoming};

/// Collects a response, while the rest of the request may still be written.
pub(super) fn download(
    response: IncomingResponse,
    upload: &mut Upload,
    timer: &Timer,
    limit: u64,
) -> Incoming {
    let mut incoming = Incoming {
        status: response.status(),
        headers: response.headers().entries(),
        early: upload.is_cut(),
        ..Incoming::default()
    };
    incoming.broken = match response.consume() {
        Ok(body) => collect(body, upload, timer, limit, &mut incoming.body).err(),
        Err(()) => Some(error::transport("the response was taken twice")),
    };
    incoming
}

fn collect(
    body: IncomingBody,
    upload: &mut Upload,
    timer: &Timer,
    limit: u64,
    bytes: &mut Vec<u8>,
) -> Result<(), ExchangeError> {
    {
        let stream = body.stream().map_err(|()| error::transport("the response was taken twice"))?;
        while let Some(chunk) = next(&stream)? {
            if chunk.is_empty() {
                upload.advance();
                timer.wait(&[&stream.subscribe()], upload)?;
            }
            if (bytes.len() + chunk.len()) as u64 > limit {
                return Err(ExchangeError::new(ErrorKind::TooLarge, "the response body exceeds its limit"));
            }
            bytes.extend(chunk);
        }
    }
    // Some hosts report only here that the body broke off.
    let trailers = IncomingBody::finish(body);
    loop {
        match trailers.get() {
            Some(Ok(Ok(_))) => return Ok(()),
            Some(Ok(Err(code))) => return Err(error::of(code)),
            Some(Err(())) => return Err(error::transport("the response was taken twice")),
            None => timer.wait(&[&trailers.subscribe()], upload)?,
        }
    }
}

/// The bytes that have arrived; `None` at the end.
fn next(stream: &InputStream) -> Result<Option<Vec<u8>>, ExchangeError> {
    match stream.read(CHUNK) {
        Ok(chunk) => Ok(Some(chunk)),
        Err(StreamError::Closed) => Ok(None),
        Err(StreamError::LastOperationFailed(error)) => {
            let unknown = || error::transport("the response body broke off");
            Err(http_error_code(&error).map_or_else(unknown, error::of))
        }
    }
}

const CHUNK: u64 = 64 << 10;
