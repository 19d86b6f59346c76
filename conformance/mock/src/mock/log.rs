//! A log of exchanges without secrets: one line each, without the words of strangers.

use bytes::Bytes;
use http::{Method, Request};

use super::Mock;
use crate::reply::{Delivery, Reply};

/// A line such as `POST /api/v1/platform/oauth/token app_reports 200 token 3, 3600 s, admin:read`. It holds no secret, no
/// token, no query, no control character, and only those segments of a path that the deployment knows.
pub fn line(request: &Request<Bytes>, reply: &Reply) -> String {
    let method = KNOWN.iter().find(|known| *known == request.method()).map_or(UNKNOWN, Method::as_str);
    let query = if request.uri().query().is_some() { "?…" } else { "" };
    let mut line = format!("{method} {}{query} ", reply.note.path);
    if let Some(id) = &reply.note.client_id {
        line += &format!("{id} ");
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

impl Mock {
    /// A path with `…` for each segment that the deployment does not know.
    pub(crate) fn known(&self, path: &str) -> String {
        let is_known = |segment: &str| {
            WORDS.contains(&segment)
                || self.application(segment).is_some()
                || self.setup.tenants.iter().any(|tenant| tenant.id == segment || tenant.slug == segment)
        };
        let known = |segment| if is_known(segment) { segment } else { UNKNOWN };
        path.split('/').map(known).collect::<Vec<_>>().join("/")
    }
}

/// Stands for the words of strangers.
const UNKNOWN: &str = "…";
const KNOWN: &[Method] =
    &[Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE, Method::HEAD, Method::OPTIONS];
/// Characters of a line; longer ones are cut.
const LENGTH: usize = 240;
/// Segments of the paths of ScaiKey, and of paths that clients try by mistake.
const WORDS: &[&str] = &[
    "",
    ".well-known",
    "admin",
    "api",
    "applications",
    "assignees",
    "audit",
    "auth",
    "authorize",
    "faults",
    "groups",
    "jwks.json",
    "me",
    "mock",
    "oauth",
    "oauth2",
    "openid-configuration",
    "partners",
    "platform",
    "tenants",
    "token",
    "users",
    "v1",
];
