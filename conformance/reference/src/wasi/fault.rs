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
        ErrorCode::HttpRequestBodySize(_)
        | ErrorCode::HttpRequestUriTooLong
        | ErrorCode::HttpRequestHeaderSectionSize(_)
        | ErrorCode::HttpRequestHeaderSize(_)
        | ErrorCode::HttpRequestTrailerSectionSize(_)
        | ErrorCode::HttpRequestTrailerSize(_)
        | ErrorCode::HttpResponseHeaderSectionSize(_)
        | ErrorCode::HttpResponseHeaderSize(_)
        | ErrorCode::HttpResponseBodySize(_)
        | ErrorCode::HttpResponseTrailerSectionSize(_)
        | ErrorCode::HttpResponseTrailerSize(_) => Class::TooLarge,
        _ => Class::Transport,
    };
    let name = code.to_string();
    Fault::new(class, name.trim_start_matches("ErrorCode::"))
}

pub(super) fn transport(text: &str) -> Fault {
    Fault::new(Class::Transport, text)
}
