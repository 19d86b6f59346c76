//! Converts the error codes of `wasi:http` 0.2. Drops the texts that a host may put into them.

use wasi::http::types::ErrorCode;

use crate::exchange::ExchangeError;

pub(super) fn exchange_error(code: &ErrorCode) -> ExchangeError {
    match code {
        ErrorCode::HttpRequestDenied | ErrorCode::DestinationIpProhibited => {
            ExchangeError::Denied("the host denied the request")
        }
        ErrorCode::DnsTimeout | ErrorCode::ConnectionTimeout => ExchangeError::Timeout("connection timeout"),
        ErrorCode::ConnectionReadTimeout
        | ErrorCode::ConnectionWriteTimeout
        | ErrorCode::HttpResponseTimeout => ExchangeError::Timeout("exchange timeout"),
        ErrorCode::HttpRequestBodySize(_)
        | ErrorCode::HttpRequestUriTooLong
        | ErrorCode::HttpRequestHeaderSectionSize(_)
        | ErrorCode::HttpRequestHeaderSize(_)
        | ErrorCode::HttpRequestTrailerSectionSize(_)
        | ErrorCode::HttpRequestTrailerSize(_) => ExchangeError::TooLarge("request too large"),
        ErrorCode::HttpResponseBodySize(_)
        | ErrorCode::HttpResponseHeaderSectionSize(_)
        | ErrorCode::HttpResponseHeaderSize(_)
        | ErrorCode::HttpResponseTrailerSectionSize(_)
        | ErrorCode::HttpResponseTrailerSize(_) => ExchangeError::TooLarge("response too large"),
        ErrorCode::DnsError(_) | ErrorCode::DestinationNotFound => ExchangeError::Transport("host not found"),
        ErrorCode::DestinationUnavailable | ErrorCode::DestinationIpUnroutable => {
            ExchangeError::Transport("host unreachable")
        }
        ErrorCode::ConnectionRefused => ExchangeError::Transport("connection refused"),
        ErrorCode::ConnectionTerminated | ErrorCode::HttpResponseIncomplete => {
            ExchangeError::Transport("connection terminated")
        }
        ErrorCode::TlsCertificateError => ExchangeError::Transport("TLS certificate rejected"),
        ErrorCode::TlsProtocolError | ErrorCode::TlsAlertReceived(_) => {
            ExchangeError::Transport("TLS failed")
        }
        ErrorCode::HttpRequestLengthRequired
        | ErrorCode::HttpRequestMethodInvalid
        | ErrorCode::HttpRequestUriInvalid
        | ErrorCode::HttpResponseTransferCoding(_)
        | ErrorCode::HttpResponseContentCoding(_)
        | ErrorCode::HttpUpgradeFailed
        | ErrorCode::HttpProtocolError => ExchangeError::Transport("HTTP protocol error"),
        ErrorCode::ConnectionLimitReached
        | ErrorCode::LoopDetected
        | ErrorCode::ConfigurationError
        | ErrorCode::InternalError(_) => ExchangeError::Transport("HTTP failed in the host"),
    }
}
