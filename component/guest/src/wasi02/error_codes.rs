//! Converts the error codes of `wasi:http` 0.2. Drops the texts that a host may put into them.

use wasi::http::types::ErrorCode;

use crate::exchange::ExchangeError;

pub(super) fn exchange_error(code: &ErrorCode) -> ExchangeError {
    match code {
        ErrorCode::HttpRequestDenied | ErrorCode::DestinationIpProhibited => {
            ExchangeError::Denied("the host denied the request")
        }
        ErrorCode::DnsTimeout | ErrorCode::ConnectionTimeout => {
            ExchangeError::Timeout("connecting timed out")
        }
        ErrorCode::ConnectionReadTimeout
        | ErrorCode::ConnectionWriteTimeout
        | ErrorCode::HttpResponseTimeout => ExchangeError::Timeout("the exchange timed out"),
        ErrorCode::HttpRequestBodySize(_)
        | ErrorCode::HttpRequestUriTooLong
        | ErrorCode::HttpRequestHeaderSectionSize(_)
        | ErrorCode::HttpRequestHeaderSize(_)
        | ErrorCode::HttpRequestTrailerSectionSize(_)
        | ErrorCode::HttpRequestTrailerSize(_) => ExchangeError::TooLarge("the request is too large"),
        ErrorCode::HttpResponseBodySize(_)
        | ErrorCode::HttpResponseHeaderSectionSize(_)
        | ErrorCode::HttpResponseHeaderSize(_)
        | ErrorCode::HttpResponseTrailerSectionSize(_)
        | ErrorCode::HttpResponseTrailerSize(_) => ExchangeError::TooLarge("the response is too large"),
        ErrorCode::DnsError(_) | ErrorCode::DestinationNotFound => ExchangeError::Transport("host not found"),
        ErrorCode::DestinationUnavailable | ErrorCode::DestinationIpUnroutable => {
            ExchangeError::Transport("host not reachable")
        }
        ErrorCode::ConnectionRefused => ExchangeError::Transport("connection refused"),
        ErrorCode::ConnectionTerminated | ErrorCode::HttpResponseIncomplete => {
            ExchangeError::Transport("connection terminated")
        }
        ErrorCode::TlsCertificateError => ExchangeError::Transport("tls certificate not accepted"),
        ErrorCode::TlsProtocolError | ErrorCode::TlsAlertReceived(_) => {
            ExchangeError::Transport("tls failed")
        }
        ErrorCode::HttpRequestLengthRequired
        | ErrorCode::HttpRequestMethodInvalid
        | ErrorCode::HttpRequestUriInvalid
        | ErrorCode::HttpResponseTransferCoding(_)
        | ErrorCode::HttpResponseContentCoding(_)
        | ErrorCode::HttpUpgradeFailed
        | ErrorCode::HttpProtocolError => ExchangeError::Transport("http protocol error"),
        ErrorCode::ConnectionLimitReached
        | ErrorCode::LoopDetected
        | ErrorCode::ConfigurationError
        | ErrorCode::InternalError(_) => ExchangeError::Transport("the host's http failed"),
    }
}
