//! Errors of WASI as faults.

use wasi::http::types::ErrorCode;

use crate::environment::{Fault, Kind};

pub(super) fn of(code: ErrorCode) -> Fault {
    let kind = match code {
        ErrorCode::HttpRequestDenied | ErrorCode::DestinationIpProhibited => Kind::Denied,
        ErrorCode::DnsTimeout
        | ErrorCode::ConnectionTimeout
        | ErrorCode::ConnectionReadTimeout
        | ErrorCode::ConnectionWriteTimeout
        | ErrorCode::HttpResponseTimeout => Kind::Timeout,
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
        | ErrorCode::HttpResponseTrailerSize(_) => Kind::TooLarge,
        _ => Kind::Transport,
    };
    let name = code.to_string();
    Fault::new(kind, name.trim_start_matches("ErrorCode::"))
}

pub(super) fn transport(text: &str) -> Fault {
    Fault::new(Kind::Transport, text)
}
