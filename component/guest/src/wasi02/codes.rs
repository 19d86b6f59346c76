//! The error codes of `wasi:http` 0.2, as faults. Texts that a host may have put into them are left out.

use wasi::http::types::ErrorCode;

use crate::exchange::Fault;

pub(super) fn fault(code: &ErrorCode) -> Fault {
    match code {
        ErrorCode::HttpRequestDenied => Fault::Denied("the host denied the request".into()),
        ErrorCode::DestinationIpProhibited => Fault::Denied("the host prohibits the address".into()),

        ErrorCode::DnsTimeout => Fault::Timeout("name resolution timed out".into()),
        ErrorCode::ConnectionTimeout => Fault::Timeout("connecting timed out".into()),
        ErrorCode::ConnectionReadTimeout => Fault::Timeout("reading timed out".into()),
        ErrorCode::ConnectionWriteTimeout => Fault::Timeout("writing timed out".into()),
        ErrorCode::HttpResponseTimeout => Fault::Timeout("the response timed out".into()),

        ErrorCode::HttpRequestBodySize(_) => Fault::TooLarge("the request body is too large".into()),
        ErrorCode::HttpRequestUriTooLong => Fault::TooLarge("the request target is too long".into()),
        ErrorCode::HttpRequestHeaderSectionSize(_) | ErrorCode::HttpRequestHeaderSize(_) => {
            Fault::TooLarge("the request headers are too large".into())
        }
        ErrorCode::HttpResponseBodySize(_) => Fault::TooLarge("the response body is too large".into()),
        ErrorCode::HttpResponseHeaderSectionSize(_)
        | ErrorCode::HttpResponseHeaderSize(_)
        | ErrorCode::HttpResponseTrailerSectionSize(_)
        | ErrorCode::HttpResponseTrailerSize(_) => {
            Fault::TooLarge("the response headers are too large".into())
        }

        ErrorCode::DnsError(_) => Fault::Transport("name resolution failed".into()),
        ErrorCode::DestinationNotFound => Fault::Transport("host not found".into()),
        ErrorCode::DestinationUnavailable => Fault::Transport("host unavailable".into()),
        ErrorCode::DestinationIpUnroutable => Fault::Transport("no route to host".into()),
        ErrorCode::ConnectionRefused => Fault::Transport("connection refused".into()),
        ErrorCode::ConnectionTerminated => Fault::Transport("connection terminated".into()),
        ErrorCode::ConnectionLimitReached => Fault::Transport("connection limit reached".into()),
        ErrorCode::TlsProtocolError => Fault::Transport("tls failed".into()),
        ErrorCode::TlsCertificateError => Fault::Transport("tls certificate not accepted".into()),
        ErrorCode::TlsAlertReceived(_) => Fault::Transport("tls alert received".into()),
        ErrorCode::HttpResponseIncomplete => Fault::Transport("response incomplete".into()),
        ErrorCode::HttpResponseTransferCoding(_) => Fault::Transport("transfer coding not understood".into()),
        ErrorCode::HttpResponseContentCoding(_) => Fault::Transport("content coding not understood".into()),
        ErrorCode::HttpUpgradeFailed
        | ErrorCode::HttpProtocolError
        | ErrorCode::HttpRequestLengthRequired
        | ErrorCode::HttpRequestMethodInvalid
        | ErrorCode::HttpRequestUriInvalid
        | ErrorCode::HttpRequestTrailerSectionSize(_)
        | ErrorCode::HttpRequestTrailerSize(_) => Fault::Transport("http protocol error".into()),
        ErrorCode::LoopDetected => Fault::Transport("loop detected".into()),
        ErrorCode::ConfigurationError => Fault::Transport("the host's http is not configured".into()),
        ErrorCode::InternalError(_) => Fault::Transport("the host's http failed".into()),
    }
}
