//! The control endpoint: what is to go wrong, at `/mock/faults`.

use bytes::Bytes;
use http::header::{ALLOW, ORIGIN};
use http::{Method, Request, StatusCode};
use serde_json::json;

use crate::faults::Faults;
use crate::form::is_type;
use crate::mock::Mock;
use crate::reply::Reply;

impl Mock {
    /// GET shows the faults, PUT replaces and DELETE clears them. No web page can: a browser names the page's origin, and
    /// asks first before it sends JSON, which is not granted.
    pub(crate) fn control(&mut self, request: &Request<Bytes>) -> Reply {
        if request.headers().contains_key(ORIGIN) {
            return Reply::detail(StatusCode::FORBIDDEN, "not for web pages");
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
                    return reply.noted("no faults");
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
    let faults: Faults = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    faults.check()?;
    Ok(faults)
}
