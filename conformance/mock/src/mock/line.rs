//! An exchange on one line of a terminal.

use bytes::Bytes;
use http::{Method, Request};

use crate::reply::{Delivery, Reply};

/// Such as `POST /api/v1/platform/oauth/token app_reports 200 token 3, 3600 s, admin:read`. Holds no secret, no token,
/// nothing of a query and nothing else that a stranger wrote: of a path only what the deployment knows.
pub fn line(request: &Request<Bytes>, reply: &Reply) -> String {
    let method = KNOWN.iter().find(|known| *known == request.method()).map_or(UNKNOWN, Method::as_str);
    let query = if request.uri().query().is_some() { "?…" } else { "" };
    let mut line = format!("{method} {}{query} ", reply.note.path);
    if let Some(who) = &reply.note.client_id {
        line += &format!("{who} ");
    }
    line += &match reply.delivery {
        Delivery::Cut(length) => format!("{} cut after {length} bytes", reply.response.status().as_str()),
        _ => reply.to_string(),
    };
    if !reply.note.summary.is_empty() {
        line += &format!(" {}", reply.note.summary);
    }
    if !reply.delay.is_zero() {
        line += &format!(", after {} ms", reply.delay.as_millis());
    }
    line.chars().map(|char| if char.is_control() { '·' } else { char }).take(LENGTH).collect()
}

/// In place of what strangers wrote.
pub(crate) const UNKNOWN: &str = "…";
const KNOWN: &[Method] =
    &[Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::HEAD, Method::OPTIONS];
/// Longer lines are cut.
const LENGTH: usize = 240;
