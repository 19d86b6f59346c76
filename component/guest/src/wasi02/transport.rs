//! One exchange over `wasi:http` 0.2.

use wasi::clocks::monotonic_clock::subscribe_duration;
use wasi::http::outgoing_handler::handle;
use wasi::http::types::{Fields, FutureIncomingResponse, IncomingResponse, Method, OutgoingRequest, Scheme};
use wasi::io::poll::Pollable;

use super::body::{self, Upload};
use super::error_codes;
use crate::bindings::nanoseconds;
use crate::exchange::{Bounds, Fault, Incoming, Outgoing};

/// Sends and receives within the bounds. Writing and awaiting the response run together.
pub(super) fn exchange(outgoing: &Outgoing<'_>, bounds: Bounds) -> Result<Incoming, Fault> {
    let timer = subscribe_duration(nanoseconds(bounds.time));
    let request = build(outgoing)?;
    let mut upload = outgoing.body.map(|bytes| Upload::new(&request, bytes)).transpose()?;
    let response = handle(request, None).map_err(|code| error_codes::fault(&code))?;
    let response = receive(&response, upload.as_mut(), &timer)?;
    let status = response.status();
    let headers = response.headers().entries();
    let body = body::read(&response, upload.as_mut(), bounds, &timer);
    Ok(Incoming { status, headers, body })
}

fn build(outgoing: &Outgoing<'_>) -> Result<OutgoingRequest, Fault> {
    let headers =
        Fields::from_list(&outgoing.headers).map_err(|_| Fault::Transport("the host refused the headers"))?;
    let request = OutgoingRequest::new(headers);
    if outgoing.method != "GET" {
        request
            .set_method(&method(outgoing.method))
            .map_err(|()| Fault::Transport("the host refused the method"))?;
    }
    let scheme = if outgoing.target.secure { Scheme::Https } else { Scheme::Http };
    request.set_scheme(Some(&scheme)).map_err(|()| Fault::Transport("the host refused the scheme"))?;
    request
        .set_authority(Some(&outgoing.target.authority))
        .map_err(|()| Fault::Transport("the host refused the authority"))?;
    request
        .set_path_with_query(Some(outgoing.path))
        .map_err(|()| Fault::Transport("the host refused the path"))?;
    Ok(request)
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

/// Writes the body while it awaits the response. A response wins over a failure to write.
fn receive(
    response: &FutureIncomingResponse,
    mut upload: Option<&mut Upload<'_>>,
    timer: &Pollable,
) -> Result<IncomingResponse, Fault> {
    let arrived = response.subscribe();
    loop {
        let woken = body::wait(&arrived, timer, upload.as_deref_mut());
        if let Some(outcome) = response.get() {
            let outcome = outcome.map_err(|()| Fault::Transport("response already taken"))?;
            return outcome.map_err(|code| error_codes::fault(&code));
        }
        if woken.contains(&1) {
            return Err(Fault::Timeout("no response in time"));
        }
    }
}
