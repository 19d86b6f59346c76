//! The control endpoint for faults, at `/mock/faults`.

use std::net::SocketAddr;

use bytes::Bytes;
use http::header::{ALLOW, ORIGIN};
use http::{Method, Request, StatusCode};
use serde_json::json;

use crate::faults::Faults;
use crate::mock::Mock;
use crate::reply::Reply;
use crate::token::form::is_type;

impl Mock {
    /// GET shows the faults, PUT replaces and DELETE clears them. Web pages have no access: a browser sends `Origin`, and
    /// the preflight request that it needs for JSON is refused.
    pub(crate) fn control(&mut self, request: &Request<Bytes>) -> Reply {
        if request.headers().contains_key(ORIGIN) {
            return Reply::detail(StatusCode::FORBIDDEN, "not for web pages");
        }
        let peer = request.extensions().get::<SocketAddr>();
        if peer.is_some_and(|peer| !peer.ip().to_canonical().is_loopback()) {
            return Reply::detail(StatusCode::FORBIDDEN, "only for clients on a loopback address");
        }
        match *request.method() {
            Method::GET => {}
            Method::DELETE => self.setup.faults = Faults::default(),
            Method::PUT if !is_type(request.headers(), "application/json") => {
                return Reply::detail(StatusCode::UNSUPPORTED_MEDIA_TYPE, "faults are application/json");
            }
            Method::PUT => match read(request.body()) {
                Ok(faults) => self.setup.faults = faults,
                Err(error) => {
                    let reply = Reply::detail(StatusCode::UNPROCESSABLE_ENTITY, &error);
                    return reply.noted(format!("no faults: {error}"));
                }
            },
            _ => {
                let reply = Reply::detail(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
                return reply.header(ALLOW, "GET, PUT, DELETE");
            }
        }
        let what = if self.setup.faults == Faults::default() { "no faults" } else { "faults" };
        Reply::json(StatusCode::OK, &json!(self.setup.faults)).noted(what)
    }
}

fn read(body: &[u8]) -> Result<Faults, String> {
    let faults: Faults = serde_json::from_slice(body).map_err(|error| syntax_error(&error))?;
    faults.check()?;
    Ok(faults)
}

/// What was expected, and where. The value itself is left out, since the text goes to a log.
fn syntax_error(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    match error.to_string().rsplit_once("expected ") {
        Some((_, expected)) if error.is_data() => format!("expected {expected}"),
        _ => format!("line {line} column {column} is no JSON of faults"),
    }
}
