//! The error codes of `wasi:http` 0.2, as faults. Texts that a host may have put into them are left out.

use wasi::http::types::ErrorCode;

use crate::failure::Fault;

pub(super) fn fault(code: &ErrorCode) -> Fault {
    match code {
        ErrorCode::HttpRequestDenied => Fault::Denied("the host denied the request"),
        ErrorCode::DestinationIpProhibited => Fault::Denied("the host prohibits the address"),

        ErrorCode::DnsTimeout => Fault::Timeout("name resolution timed out"),
        ErrorCode::ConnectionTimeout => Fault::Timeout("connecting timed out"),
        ErrorCode::ConnectionReadTimeout => Fault::Timeout("reading timed out"),
        ErrorCode::ConnectionWriteTimeout => Fault::Timeout("writing timed out"),
        ErrorCode::HttpResponseTimeout => Fault::Timeout("the response timed out"),

        ErrorCode::HttpRequestBodySize(_) => Fault::TooLarge("the request body is too large"),
        ErrorCode::HttpRequestUriTooLong => Fault::TooLarge("the request target is too long"),
        ErrorCode::HttpRequestHeaderSectionSize(_) | ErrorCode::HttpRequestHeaderSize(_) => {
            Fault::TooLarge("the request headers are too large")
        }
        ErrorCode::HttpResponseBodySize(_) => Fault::TooLarge("the response body is too large"),
        ErrorCode::HttpResponseHeaderSectionSize(_)
        | ErrorCode::HttpResponseHeaderSize(_)
        | ErrorCode::HttpResponseTrailerSectionSize(_)
        | ErrorCode::HttpResponseTrailerSize(_) => Fault::TooLarge("the response headers are too large"),

        ErrorCode::DnsError(_) => Fault::Transport("name resolution failed"),
        ErrorCode::DestinationNotFound => Fault::Transport("host not found"),
        ErrorCode::DestinationUnavailable => Fault::Transport("host unavailable"),
        ErrorCode::DestinationIpUnroutable => Fault::Transport("no route to host"),
        ErrorCode::ConnectionRefused => Fault::Transport("connection refused"),
        ErrorCode::ConnectionTerminated => Fault::Transport("connection terminated"),
        ErrorCode::ConnectionLimitReached => Fault::Transport("connection limit reached"),
        ErrorCode::TlsProtocolError => Fault::Transport("tls failed"),
        ErrorCode::TlsCertificateError => Fault::Transport("tls certificate not accepted"),
        ErrorCode::TlsAlertReceived(_) => Fault::Transport("tls alert received"),
        ErrorCode::HttpResponseIncomplete => Fault::Transport("response incomplete"),
        ErrorCode::HttpResponseTransferCoding(_) => Fault::Transport("transfer coding not understood"),
        ErrorCode::HttpResponseContentCoding(_) => Fault::Transport("content coding not understood"),
        ErrorCode::HttpUpgradeFailed
        | ErrorCode::HttpProtocolError
        | ErrorCode::HttpRequestLengthRequired
        | ErrorCode::HttpRequestMethodInvalid
        | ErrorCode::HttpRequestUriInvalid
        | ErrorCode::HttpRequestTrailerSectionSize(_)
        | ErrorCode::HttpRequestTrailerSize(_) => Fault::Transport("http protocol error"),
        ErrorCode::LoopDetected => Fault::Transport("loop detected"),
        ErrorCode::ConfigurationError => Fault::Transport("the host's http is not configured"),
        ErrorCode::InternalError(_) => Fault::Transport("the host's http failed"),
    }
}
