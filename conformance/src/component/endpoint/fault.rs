//! How an exchange fails before anything is answered: every error code of `wasi:http` 0.2.

use std::mem::discriminant;

use scaikey_host::HttpError;

/// One error code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    /// As the code is called in WIT.
    pub(crate) name: &'static str,
    /// What kind of failure a client should take it for.
    pub(crate) kind: &'static str,
    /// What the host answers.
    pub(crate) code: fn() -> HttpError,
}

impl Fault {
    /// The code of this name. A name that is none is a mistake of the suite.
    pub(crate) fn named(name: &str) -> Self {
        *FAULTS.iter().find(|fault| fault.name == name).expect("an error code of wasi:http")
    }
}

impl PartialEq for Fault {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Fault {}

/// What kind of failure a client should take an error of the host for.
pub(crate) fn kind(error: &HttpError) -> &'static str {
    let same = |fault: &&Fault| discriminant(&(fault.code)()) == discriminant(error);
    FAULTS.iter().find(same).map_or("transport", |fault| fault.kind)
}

const fn fault(name: &'static str, kind: &'static str, code: fn() -> HttpError) -> Fault {
    Fault { name, kind, code }
}

/// All 39, in the order of the WIT.
pub(crate) const FAULTS: &[Fault] = &[
    fault("DNS-timeout", "timeout", || HttpError::DnsTimeout),
    fault("DNS-error", "transport", || HttpError::DnsError { rcode: None, info_code: None }),
    fault("destination-not-found", "transport", || HttpError::DestinationNotFound),
    fault("destination-unavailable", "transport", || HttpError::DestinationUnavailable),
    fault("destination-IP-prohibited", "denied", || HttpError::DestinationIpProhibited),
    fault("destination-IP-unroutable", "transport", || HttpError::DestinationIpUnroutable),
    fault("connection-refused", "transport", || HttpError::ConnectionRefused),
    fault("connection-terminated", "transport", || HttpError::ConnectionTerminated),
    fault("connection-timeout", "timeout", || HttpError::ConnectionTimeout),
    fault("connection-read-timeout", "timeout", || HttpError::ConnectionReadTimeout),
    fault("connection-write-timeout", "timeout", || HttpError::ConnectionWriteTimeout),
    fault("connection-limit-reached", "transport", || HttpError::ConnectionLimitReached),
    fault("TLS-protocol-error", "transport", || HttpError::TlsProtocolError),
    fault("TLS-certificate-error", "transport", || HttpError::TlsCertificateError),
    fault("TLS-alert-received", "transport", || HttpError::TlsAlertReceived {
        alert_id: None,
        alert_message: None,
    }),
    fault("HTTP-request-denied", "denied", || HttpError::HttpRequestDenied),
    fault("HTTP-request-length-required", "transport", || HttpError::HttpRequestLengthRequired),
    fault("HTTP-request-body-size", "too large", || HttpError::HttpRequestBodySize(None)),
    fault("HTTP-request-method-invalid", "transport", || HttpError::HttpRequestMethodInvalid),
    fault("HTTP-request-URI-invalid", "transport", || HttpError::HttpRequestUriInvalid),
    fault("HTTP-request-URI-too-long", "too large", || HttpError::HttpRequestUriTooLong),
    fault("HTTP-request-header-section-size", "too large", || HttpError::HttpRequestHeaderSectionSize(None)),
    fault("HTTP-request-header-size", "too large", || HttpError::HttpRequestHeaderSize {
        field_name: None,
        field_size: None,
    }),
    fault("HTTP-request-trailer-section-size", "too large", || {
        HttpError::HttpRequestTrailerSectionSize(None)
    }),
    fault("HTTP-request-trailer-size", "too large", || HttpError::HttpRequestTrailerSize {
        field_name: None,
        field_size: None,
    }),
    fault("HTTP-response-incomplete", "transport", || HttpError::HttpResponseIncomplete),
    fault("HTTP-response-header-section-size", "too large", || {
        HttpError::HttpResponseHeaderSectionSize(None)
    }),
    fault("HTTP-response-header-size", "too large", || HttpError::HttpResponseHeaderSize {
        field_name: None,
        field_size: None,
    }),
    fault("HTTP-response-body-size", "too large", || HttpError::HttpResponseBodySize(None)),
    fault("HTTP-response-trailer-section-size", "too large", || {
        HttpError::HttpResponseTrailerSectionSize(None)
    }),
    fault("HTTP-response-trailer-size", "too large", || HttpError::HttpResponseTrailerSize {
        field_name: None,
        field_size: None,
    }),
    fault("HTTP-response-transfer-coding", "transport", || HttpError::HttpResponseTransferCoding(None)),
    fault("HTTP-response-content-coding", "transport", || HttpError::HttpResponseContentCoding(None)),
    fault("HTTP-response-timeout", "timeout", || HttpError::HttpResponseTimeout),
    fault("HTTP-upgrade-failed", "transport", || HttpError::HttpUpgradeFailed),
    fault("HTTP-protocol-error", "transport", || HttpError::HttpProtocolError),
    fault("loop-detected", "transport", || HttpError::LoopDetected),
    fault("configuration-error", "transport", || HttpError::ConfigurationError),
    fault("internal-error", "transport", || HttpError::InternalError(None)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_39_and_each_stands_once() {
        let mut names: Vec<_> = FAULTS.iter().map(|fault| fault.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!((names.len(), FAULTS.len()), (39, 39));
    }
}
