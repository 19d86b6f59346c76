//! Errors of WASI as exchange errors.

use wasi::http::types::ErrorCode;

use crate::environment::{ErrorKind, ExchangeError};

pub(super) fn of(code: ErrorCode) -> ExchangeError {
    let kind = match code {
        ErrorCode::HttpRequestDenied | ErrorCode::DestinationIpProhibited => ErrorKind::Denied,
        ErrorCode::DnsTimeout
        | ErrorCode::ConnectionTimeout
        | ErrorCode::ConnectionReadTimeout
        | ErrorCode::ConnectionWriteTimeout
        | ErrorCode::HttpResponseTimeout => ErrorKind::Timeout,
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
        | ErrorCode::HttpResponseTrailerSize(_) => ErrorKind::TooLarge,
        _ => ErrorKind::Transport,
    };
    let name = code.to_string();
    ExchangeError::new(kind, name.trim_start_matches("ErrorCode::"))
}

pub(super) fn transport(text: &str) -> ExchangeError {
    ExchangeError::new(ErrorKind::Transport, text)
}
