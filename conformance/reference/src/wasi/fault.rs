//! Errors of WASI as faults.

use wasi::http::types::ErrorCode;

use crate::world::{Class, Fault};

pub(super) fn of(code: ErrorCode) -> Fault {
    let class = match code {
        ErrorCode::HttpRequestDenied | ErrorCode::DestinationIpProhibited => Class::Denied,
        ErrorCode::DnsTimeout
        | ErrorCode::ConnectionTimeout
        | ErrorCode::ConnectionReadTimeout
        | ErrorCode::ConnectionWriteTimeout
        | ErrorCode::HttpResponseTimeout => Class::Timeout,
        ErrorCode::HttpRequestBodySize(_) | ErrorCode::HttpResponseBodySize(_) => Class::TooLarge,
        _ => Class::Transport,
    };
    Fault::new(class, code.to_string())
}

pub(super) fn transport(text: &str) -> Fault {
    Fault::new(Class::Transport, text)
}
