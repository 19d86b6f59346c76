//! Errors of the host in place of a reply: every error code of `wasi:http` 0.2.

use http::StatusCode;
use scaikey_host::HttpError;
use scaikey_mock::{Delivery, Reply};

/// One error code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What the host answers.
    pub(crate) code: HttpError,
    /// What kind of failure a client should take it for.
    pub(crate) kind: &'static str,
}

impl Fault {
    /// The entry of this code.
    pub(crate) fn of(code: HttpError) -> Self {
        *FAULTS.iter().find(|fault| fault.code == code).expect("the table has every code")
    }

    /// The reply that comes closest to it on a socket, which can show three of them: a connection that is reset, one
    /// that is closed, and one that carries something else than HTTP.
    pub(crate) fn on_socket(self) -> Reply {
        let delivery = match self.code {
            HttpError::HttpResponseIncomplete => Delivery::Closed,
            HttpError::HttpProtocolError => Delivery::NotHttp,
            _ => Delivery::Reset,
        };
        Reply::empty(StatusCode::BAD_GATEWAY).delivery(delivery)
    }
}

const fn fault(code: HttpError, kind: &'static str) -> Fault {
    Fault { code, kind }
}

/// All 39, in the order of the WIT.
pub(crate) const FAULTS: &[Fault] = &[
    fault(HttpError::DnsTimeout, "timeout"),
    fault(HttpError::DnsError, "transport"),
    fault(HttpError::DestinationNotFound, "transport"),
    fault(HttpError::DestinationUnavailable, "transport"),
    fault(HttpError::DestinationIpProhibited, "denied"),
    fault(HttpError::DestinationIpUnroutable, "transport"),
    fault(HttpError::ConnectionRefused, "transport"),
    fault(HttpError::ConnectionTerminated, "transport"),
    fault(HttpError::ConnectionTimeout, "timeout"),
    fault(HttpError::ConnectionReadTimeout, "timeout"),
    fault(HttpError::ConnectionWriteTimeout, "timeout"),
    fault(HttpError::ConnectionLimitReached, "transport"),
    fault(HttpError::TlsProtocolError, "transport"),
    fault(HttpError::TlsCertificateError, "transport"),
    fault(HttpError::TlsAlertReceived, "transport"),
    fault(HttpError::HttpRequestDenied, "denied"),
    fault(HttpError::HttpRequestLengthRequired, "transport"),
    fault(HttpError::HttpRequestBodySize, "too large"),
    fault(HttpError::HttpRequestMethodInvalid, "transport"),
    fault(HttpError::HttpRequestUriInvalid, "transport"),
    fault(HttpError::HttpRequestUriTooLong, "too large"),
    fault(HttpError::HttpRequestHeaderSectionSize, "too large"),
    fault(HttpError::HttpRequestHeaderSize, "too large"),
    fault(HttpError::HttpRequestTrailerSectionSize, "too large"),
    fault(HttpError::HttpRequestTrailerSize, "too large"),
    fault(HttpError::HttpResponseIncomplete, "transport"),
    fault(HttpError::HttpResponseHeaderSectionSize, "too large"),
    fault(HttpError::HttpResponseHeaderSize, "too large"),
    fault(HttpError::HttpResponseBodySize, "too large"),
    fault(HttpError::HttpResponseTrailerSectionSize, "too large"),
    fault(HttpError::HttpResponseTrailerSize, "too large"),
    fault(HttpError::HttpResponseTransferCoding, "transport"),
    fault(HttpError::HttpResponseContentCoding, "transport"),
    fault(HttpError::HttpResponseTimeout, "timeout"),
    fault(HttpError::HttpUpgradeFailed, "transport"),
    fault(HttpError::HttpProtocolError, "transport"),
    fault(HttpError::LoopDetected, "transport"),
    fault(HttpError::ConfigurationError, "transport"),
    fault(HttpError::InternalError, "transport"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_code_once() {
        assert_eq!(FAULTS.iter().map(|fault| fault.code).collect::<Vec<_>>(), HttpError::ALL);
    }
}
