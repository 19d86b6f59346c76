//! How an exchange fails before anything is answered: every error code of `wasi:http` 0.2.

use scaikey_host::HttpError;

/// One error code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// What the host answers.
    pub(crate) code: HttpError,
    /// What kind of failure a client should take it for.
    pub(crate) kind: &'static str,
}

impl Fault {
    pub(crate) fn of(code: HttpError) -> Self {
        *FAULTS.iter().find(|fault| fault.code == code).expect("the table has every code")
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
