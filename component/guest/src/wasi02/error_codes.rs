//! The error codes of `wasi:http` 0.2, as faults. Texts that a host may have put into them are left out.

use wasi::http::types::ErrorCode;

use crate::exchange::Fault;

pub(super) fn fault(code: &ErrorCode) -> Fault {
    match code {
        ErrorCode::HttpRequestDenied | ErrorCode::DestinationIpProhibited => {
            Fault::Denied("the host denied the request")
        }
        ErrorCode::DnsTimeout | ErrorCode::ConnectionTimeout => Fault::Timeout("connecting timed out"),
        ErrorCode::ConnectionReadTimeout
        | ErrorCode::ConnectionWriteTimeout
        | ErrorCode::HttpResponseTimeout => Fault::Timeout("the exchange timed out"),
        ErrorCode::HttpRequestBodySize(_)
        | ErrorCode::HttpRequestUriTooLong
        | ErrorCode::HttpRequestHeaderSectionSize(_)
        | ErrorCode::HttpRequestHeaderSize(_)
        | ErrorCode::HttpRequestTrailerSectionSize(_)
        | ErrorCode::HttpRequestTrailerSize(_) => Fault::TooLarge("the request is too large"),
        ErrorCode::HttpResponseBodySize(_)
        | ErrorCode::HttpResponseHeaderSectionSize(_)
        | ErrorCode::HttpResponseHeaderSize(_)
        | ErrorCode::HttpResponseTrailerSectionSize(_)
        | ErrorCode::HttpResponseTrailerSize(_) => Fault::TooLarge("the response is too large"),
        ErrorCode::DnsError(_) | ErrorCode::DestinationNotFound => Fault::Transport("host not found"),
        ErrorCode::DestinationUnavailable | ErrorCode::DestinationIpUnroutable => {
            Fault::Transport("host not reachable")
        }
        ErrorCode::ConnectionRefused => Fault::Transport("connection refused"),
        ErrorCode::ConnectionTerminated | ErrorCode::HttpResponseIncomplete => {
            Fault::Transport("connection terminated")
        }
        ErrorCode::TlsCertificateError => Fault::Transport("tls certificate not accepted"),
        ErrorCode::TlsProtocolError | ErrorCode::TlsAlertReceived(_) => Fault::Transport("tls failed"),
        ErrorCode::HttpRequestLengthRequired
        | ErrorCode::HttpRequestMethodInvalid
        | ErrorCode::HttpRequestUriInvalid
        | ErrorCode::HttpResponseTransferCoding(_)
        | ErrorCode::HttpResponseContentCoding(_)
        | ErrorCode::HttpUpgradeFailed
        | ErrorCode::HttpProtocolError => Fault::Transport("http protocol error"),
        ErrorCode::ConnectionLimitReached
        | ErrorCode::LoopDetected
        | ErrorCode::ConfigurationError
        | ErrorCode::InternalError(_) => Fault::Transport("the host's http failed"),
    }
}
