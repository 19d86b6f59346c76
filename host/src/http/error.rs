//! How an exchange fails.

use std::convert::Infallible;
use std::fmt;

/// Why an HTTP exchange or a body failed: the error codes of `wasi:http` 0.2.
///
/// Payloads are left out, since a peer chooses most of them. `Display` writes the name that the code has in WIT, such
/// as `connection-refused`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HttpError {
    /// The name lookup took too long.
    DnsTimeout,
    /// The name lookup failed.
    DnsError,
    /// The destination is unknown.
    DestinationNotFound,
    /// The destination cannot be reached.
    DestinationUnavailable,
    /// Requests to the IP address of the destination are not allowed.
    DestinationIpProhibited,
    /// There is no route to the IP address of the destination.
    DestinationIpUnroutable,
    /// The destination refused the connection.
    ConnectionRefused,
    /// The connection was closed or reset before the exchange was complete.
    ConnectionTerminated,
    /// Connecting took too long.
    ConnectionTimeout,
    /// The response, or the next part of it, took too long.
    ConnectionReadTimeout,
    /// Writing the request took too long.
    ConnectionWriteTimeout,
    /// As many connections are open as may be open.
    ConnectionLimitReached,
    /// The TLS handshake failed, or the peer does not speak TLS.
    TlsProtocolError,
    /// The certificate of the server is not accepted.
    TlsCertificateError,
    /// The peer sent a TLS alert.
    TlsAlertReceived,
    /// The request is not allowed to leave.
    HttpRequestDenied,
    /// The request needs a declared length.
    HttpRequestLengthRequired,
    /// The body of the request is too large.
    HttpRequestBodySize,
    /// The method of the request is invalid.
    HttpRequestMethodInvalid,
    /// The URI of the request is invalid.
    HttpRequestUriInvalid,
    /// The URI of the request is too long.
    HttpRequestUriTooLong,
    /// The header section of the request is too large.
    HttpRequestHeaderSectionSize,
    /// A header field of the request is too large.
    HttpRequestHeaderSize,
    /// The trailer section of the request is too large.
    HttpRequestTrailerSectionSize,
    /// A trailer field of the request is too large.
    HttpRequestTrailerSize,
    /// The response ended before it was complete.
    HttpResponseIncomplete,
    /// The header section of the response is too large.
    HttpResponseHeaderSectionSize,
    /// A header field of the response is too large.
    HttpResponseHeaderSize,
    /// The body of the response is too large.
    HttpResponseBodySize,
    /// The trailer section of the response is too large.
    HttpResponseTrailerSectionSize,
    /// A trailer field of the response is too large.
    HttpResponseTrailerSize,
    /// The transfer coding of the response is not supported.
    HttpResponseTransferCoding,
    /// The content coding of the response is not supported.
    HttpResponseContentCoding,
    /// The whole response took too long.
    HttpResponseTimeout,
    /// The upgrade to another protocol failed.
    HttpUpgradeFailed,
    /// The peer does not speak HTTP, or violates it.
    HttpProtocolError,
    /// The request came back to its sender.
    LoopDetected,
    /// The transport is not set up correctly.
    ConfigurationError,
    /// The transport failed in a way that no other code covers.
    InternalError,
}

impl HttpError {
    /// Every code, in the order of the WIT.
    pub const ALL: [Self; 39] = [
        Self::DnsTimeout,
        Self::DnsError,
        Self::DestinationNotFound,
        Self::DestinationUnavailable,
        Self::DestinationIpProhibited,
        Self::DestinationIpUnroutable,
        Self::ConnectionRefused,
        Self::ConnectionTerminated,
        Self::ConnectionTimeout,
        Self::ConnectionReadTimeout,
        Self::ConnectionWriteTimeout,
        Self::ConnectionLimitReached,
        Self::TlsProtocolError,
        Self::TlsCertificateError,
        Self::TlsAlertReceived,
        Self::HttpRequestDenied,
        Self::HttpRequestLengthRequired,
        Self::HttpRequestBodySize,
        Self::HttpRequestMethodInvalid,
        Self::HttpRequestUriInvalid,
        Self::HttpRequestUriTooLong,
        Self::HttpRequestHeaderSectionSize,
        Self::HttpRequestHeaderSize,
        Self::HttpRequestTrailerSectionSize,
        Self::HttpRequestTrailerSize,
        Self::HttpResponseIncomplete,
        Self::HttpResponseHeaderSectionSize,
        Self::HttpResponseHeaderSize,
        Self::HttpResponseBodySize,
        Self::HttpResponseTrailerSectionSize,
        Self::HttpResponseTrailerSize,
        Self::HttpResponseTransferCoding,
        Self::HttpResponseContentCoding,
        Self::HttpResponseTimeout,
        Self::HttpUpgradeFailed,
        Self::HttpProtocolError,
        Self::LoopDetected,
        Self::ConfigurationError,
        Self::InternalError,
    ];

    /// The name of the code in WIT.
    fn name(self) -> &'static str {
        match self {
            Self::DnsTimeout => "DNS-timeout",
            Self::DnsError => "DNS-error",
            Self::DestinationNotFound => "destination-not-found",
            Self::DestinationUnavailable => "destination-unavailable",
            Self::DestinationIpProhibited => "destination-IP-prohibited",
            Self::DestinationIpUnroutable => "destination-IP-unroutable",
            Self::ConnectionRefused => "connection-refused",
            Self::ConnectionTerminated => "connection-terminated",
            Self::ConnectionTimeout => "connection-timeout",
            Self::ConnectionReadTimeout => "connection-read-timeout",
            Self::ConnectionWriteTimeout => "connection-write-timeout",
            Self::ConnectionLimitReached => "connection-limit-reached",
            Self::TlsProtocolError => "TLS-protocol-error",
            Self::TlsCertificateError => "TLS-certificate-error",
            Self::TlsAlertReceived => "TLS-alert-received",
            Self::HttpRequestDenied => "HTTP-request-denied",
            Self::HttpRequestLengthRequired => "HTTP-request-length-required",
            Self::HttpRequestBodySize => "HTTP-request-body-size",
            Self::HttpRequestMethodInvalid => "HTTP-request-method-invalid",
            Self::HttpRequestUriInvalid => "HTTP-request-URI-invalid",
            Self::HttpRequestUriTooLong => "HTTP-request-URI-too-long",
            Self::HttpRequestHeaderSectionSize => "HTTP-request-header-section-size",
            Self::HttpRequestHeaderSize => "HTTP-request-header-size",
            Self::HttpRequestTrailerSectionSize => "HTTP-request-trailer-section-size",
            Self::HttpRequestTrailerSize => "HTTP-request-trailer-size",
            Self::HttpResponseIncomplete => "HTTP-response-incomplete",
            Self::HttpResponseHeaderSectionSize => "HTTP-response-header-section-size",
            Self::HttpResponseHeaderSize => "HTTP-response-header-size",
            Self::HttpResponseBodySize => "HTTP-response-body-size",
            Self::HttpResponseTrailerSectionSize => "HTTP-response-trailer-section-size",
            Self::HttpResponseTrailerSize => "HTTP-response-trailer-size",
            Self::HttpResponseTransferCoding => "HTTP-response-transfer-coding",
            Self::HttpResponseContentCoding => "HTTP-response-content-coding",
            Self::HttpResponseTimeout => "HTTP-response-timeout",
            Self::HttpUpgradeFailed => "HTTP-upgrade-failed",
            Self::HttpProtocolError => "HTTP-protocol-error",
            Self::LoopDetected => "loop-detected",
            Self::ConfigurationError => "configuration-error",
            Self::InternalError => "internal-error",
        }
    }
}

impl fmt::Display for HttpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::error::Error for HttpError {}

/// Bodies that cannot fail have this error.
impl From<Infallible> for HttpError {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_code_has_a_name_of_its_own() {
        let names: BTreeSet<_> = HttpError::ALL.iter().map(ToString::to_string).collect();
        assert_eq!(names.len(), 39);
        for code in HttpError::ALL {
            let plain: String = code.to_string().replace('-', "").to_lowercase();
            assert_eq!(plain, format!("{code:?}").to_lowercase());
        }
    }
}
