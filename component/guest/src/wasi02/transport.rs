//! One HTTP exchange over `wasi:http` 0.2.

use wasi::clocks::monotonic_clock::subscribe_duration;
use wasi::http::outgoing_handler::handle;
use wasi::http::types::{Fields, FutureIncomingResponse, IncomingResponse, Method, OutgoingRequest, Scheme};
use wasi::io::poll::Pollable;

use super::body::{self, Upload};
use super::error_codes;
use crate::bindings::nanoseconds;
use crate::exchange::{ExchangeError, HttpRequest, HttpResponse, Limits};

/// Sends a request and receives its response, within the limits. Writes the request while it awaits the response.
pub(super) fn exchange(request: &HttpRequest<'_>, limits: Limits) -> Result<HttpResponse, ExchangeError> {
    let timer = subscribe_duration(nanoseconds(limits.timeout));
    let outgoing = build(request)?;
    let mut upload = request.body.map(|bytes| Upload::new(&outgoing, bytes)).transpose()?;
    let response = handle(outgoing, None).map_err(|code| error_codes::exchange_error(&code))?;
    let response = receive(&response, upload.as_mut(), &timer)?;
    let status = response.status();
    let headers = response.headers().entries();
    let body = body::read(&response, upload.as_mut(), limits, &timer);
    Ok(HttpResponse { status, headers, body })
}

fn build(request: &HttpRequest<'_>) -> Result<OutgoingRequest, ExchangeError> {
    let headers = Fields::from_list(&request.headers)
        .map_err(|_| ExchangeError::Transport("the host rejected the header fields"))?;
    let outgoing = OutgoingRequest::new(headers);
    if request.method != "GET" {
        outgoing
            .set_method(&method(request.method))
            .map_err(|()| ExchangeError::Transport("the host rejected the method"))?;
    }
    let scheme = if request.origin.secure { Scheme::Https } else { Scheme::Http };
    outgoing
        .set_scheme(Some(&scheme))
        .map_err(|()| ExchangeError::Transport("the host rejected the scheme"))?;
    outgoing
        .set_authority(Some(&request.origin.authority))
        .map_err(|()| ExchangeError::Transport("the host rejected the authority"))?;
    outgoing
        .set_path_with_query(Some(request.path))
        .map_err(|()| ExchangeError::Transport("the host rejected the path"))?;
    Ok(outgoing)
}

fn method(method: &str) -> Method {
    match method {
        "GET" => Method::Get,
        "HEAD" => Method::Head,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "DELETE" => Method::Delete,
        "OPTIONS" => Method::Options,
        "PATCH" => Method::Patch,
        other => Method::Other(other.into()),
    }
}

/// Writes the body while it awaits the response. Returns the response even if writing failed.
fn receive(
    response: &FutureIncomingResponse,
    mut upload: Option<&mut Upload<'_>>,
    timer: &Pollable,
) -> Result<IncomingResponse, ExchangeError> {
    let arrived = response.subscribe();
    loop {
        let woken = body::wait(&arrived, timer, upload.as_deref_mut());
        if let Some(outcome) = response.get() {
            let outcome = outcome.map_err(|()| ExchangeError::Transport("the host delivered no response"))?;
            return outcome.map_err(|code| error_codes::exchange_error(&code));
        }
        if woken.contains(&1) {
            return Err(ExchangeError::Timeout("no response within the time limit"));
        }
    }
}
