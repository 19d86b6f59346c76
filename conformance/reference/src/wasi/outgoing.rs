//! A request for WASI.

use wasi::http::types::{Fields, Method, OutgoingRequest, Scheme};

use super::error::transport;
use crate::environment::{ExchangeError, Outgoing};

/// The request for WASI, and the body.
pub(super) fn split(request: Outgoing) -> Result<(OutgoingRequest, Option<Vec<u8>>), ExchangeError> {
    let Outgoing { method, url, mut headers, body } = request;
    if let Some(body) = &body {
        headers.push(("content-length".into(), body.len().to_string().into_bytes()));
    }
    let fields = Fields::from_list(&headers).map_err(|_| transport("the host takes no such header field"))?;
    let head = OutgoingRequest::new(fields);
    let (scheme, rest) = url.split_once("://").unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let refused = |()| transport("the host takes no such method or URL");
    head.set_method(&known(&method)).map_err(refused)?;
    let scheme = if scheme.eq_ignore_ascii_case("https") { Scheme::Https } else { Scheme::Http };
    head.set_scheme(Some(&scheme)).map_err(refused)?;
    head.set_authority(Some(authority)).map_err(refused)?;
    head.set_path_with_query(Some(path)).map_err(refused)?;
    Ok((head, body))
}

fn known(method: &str) -> Method {
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
