//! Our error codes as those of `wasmtime-wasi-http`, and back.

use wasmtime_wasi_http::Error;

use crate::http::error::HttpError;

/// What a component is told. It gets the code alone.
impl From<HttpError> for Error {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::DnsTimeout => Self::DnsTimeout,
            HttpError::DnsError => Self::DnsError { rcode: None, info_code: None },
            HttpError::DestinationNotFound => Self::DestinationNotFound,
            HttpError::DestinationUnavailable => Self::DestinationUnavailable,
            HttpError::DestinationIpProhibited => Self::DestinationIpProhibited,
            HttpError::DestinationIpUnroutable => Self::DestinationIpUnroutable,
            HttpError::ConnectionRefused => Self::ConnectionRefused,
            HttpError::ConnectionTerminated => Self::ConnectionTerminated,
            HttpError::ConnectionTimeout => Self::ConnectionTimeout,
            HttpError::ConnectionReadTimeout => Self::ConnectionReadTimeout,
            HttpError::ConnectionWriteTimeout => Self::ConnectionWriteTimeout,
            HttpError::ConnectionLimitReached => Self::ConnectionLimitReached,
            HttpError::TlsProtocolError => Self::TlsProtocolError,
            HttpError::TlsCertificateError => Self::TlsCertificateError,
            HttpError::TlsAlertReceived => Self::TlsAlertReceived { alert_id: None, alert_message: None },
            HttpError::HttpRequestDenied => Self::HttpRequestDenied,
            HttpError::HttpRequestLengthRequired => Self::HttpRequestLengthRequired,
            HttpError::HttpRequestBodySize => Self::HttpRequestBodySize(None),
            HttpError::HttpRequestMethodInvalid => Self::HttpRequestMethodInvalid,
            HttpError::HttpRequestUriInvalid => Self::HttpRequestUriInvalid,
            HttpError::HttpRequestUriTooLong => Self::HttpRequestUriTooLong,
            HttpError::HttpRequestHeaderSectionSize => Self::HttpRequestHeaderSectionSize(None),
            HttpError::HttpRequestHeaderSize => {
                Self::HttpRequestHeaderSize { field_name: None, field_size: None }
            }
            HttpError::HttpRequestTrailerSectionSize => Self::HttpRequestTrailerSectionSize(None),
            HttpError::HttpRequestTrailerSize => {
                Self::HttpRequestTrailerSize { field_name: None, field_size: None }
            }
            HttpError::HttpResponseIncomplete => Self::HttpResponseIncomplete,
            HttpError::HttpResponseHeaderSectionSize => Self::HttpResponseHeaderSectionSize(None),
            HttpError::HttpResponseHeaderSize => {
                Self::HttpResponseHeaderSize { field_name: None, field_size: None }
            }
            HttpError::HttpResponseBodySize => Self::HttpResponseBodySize(None),
            HttpError::HttpResponseTrailerSectionSize => Self::HttpResponseTrailerSectionSize(None),
            HttpError::HttpResponseTrailerSize => {
                Self::HttpResponseTrailerSize { field_name: None, field_size: None }
            }
            HttpError::HttpResponseTransferCoding => Self::HttpResponseTransferCoding(None),
            HttpError::HttpResponseContentCoding => Self::HttpResponseContentCoding(None),
            HttpError::HttpResponseTimeout => Self::HttpResponseTimeout,
            HttpError::HttpUpgradeFailed => Self::HttpUpgradeFailed,
            HttpError::HttpProtocolError => Self::HttpProtocolError,
            HttpError::LoopDetected => Self::LoopDetected,
            HttpError::ConfigurationError => Self::ConfigurationError,
            HttpError::InternalError => Self::InternalError(None),
        }
    }
}

/// What became of a body that a component writes.
impl From<Error> for HttpError {
    fn from(error: Error) -> Self {
        match error {
            Error::DnsTimeout => Self::DnsTimeout,
            Error::DnsError { .. } => Self::DnsError,
            Error::DestinationNotFound => Self::DestinationNotFound,
            Error::DestinationUnavailable => Self::DestinationUnavailable,
            Error::DestinationIpProhibited => Self::DestinationIpProhibited,
            Error::DestinationIpUnroutable => Self::DestinationIpUnroutable,
            Error::ConnectionRefused => Self::ConnectionRefused,
            Error::ConnectionTerminated => Self::ConnectionTerminated,
            Error::ConnectionTimeout => Self::ConnectionTimeout,
            Error::ConnectionReadTimeout => Self::ConnectionReadTimeout,
            Error::ConnectionWriteTimeout => Self::ConnectionWriteTimeout,
            Error::ConnectionLimitReached => Self::ConnectionLimitReached,
            Error::TlsProtocolError => Self::TlsProtocolError,
            Error::TlsCertificateError => Self::TlsCertificateError,
            Error::TlsAlertReceived { .. } => Self::TlsAlertReceived,
            Error::HttpRequestDenied => Self::HttpRequestDenied,
            Error::HttpRequestLengthRequired => Self::HttpRequestLengthRequired,
            Error::HttpRequestBodySize(_) => Self::HttpRequestBodySize,
            Error::HttpRequestMethodInvalid => Self::HttpRequestMethodInvalid,
            Error::HttpRequestUriInvalid => Self::HttpRequestUriInvalid,
            Error::HttpRequestUriTooLong => Self::HttpRequestUriTooLong,
            Error::HttpRequestHeaderSectionSize(_) => Self::HttpRequestHeaderSectionSize,
            Error::HttpRequestHeaderSize { .. } => Self::HttpRequestHeaderSize,
            Error::HttpRequestTrailerSectionSize(_) => Self::HttpRequestTrailerSectionSize,
            Error::HttpRequestTrailerSize { .. } => Self::HttpRequestTrailerSize,
            Error::HttpResponseIncomplete => Self::HttpResponseIncomplete,
            Error::HttpResponseHeaderSectionSize(_) => Self::HttpResponseHeaderSectionSize,
            Error::HttpResponseHeaderSize { .. } => Self::HttpResponseHeaderSize,
            Error::HttpResponseBodySize(_) => Self::HttpResponseBodySize,
            Error::HttpResponseTrailerSectionSize(_) => Self::HttpResponseTrailerSectionSize,
            Error::HttpResponseTrailerSize { .. } => Self::HttpResponseTrailerSize,
            Error::HttpResponseTransferCoding(_) => Self::HttpResponseTransferCoding,
            Error::HttpResponseContentCoding(_) => Self::HttpResponseContentCoding,
            Error::HttpResponseTimeout => Self::HttpResponseTimeout,
            Error::HttpUpgradeFailed => Self::HttpUpgradeFailed,
            Error::HttpProtocolError => Self::HttpProtocolError,
            Error::LoopDetected => Self::LoopDetected,
            Error::ConfigurationError => Self::ConfigurationError,
            // What that crate's own transport fails with, which is not used here.
            _ => Self::InternalError,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_comes_back_as_itself() {
        for code in HttpError::ALL {
            assert_eq!(HttpError::from(Error::from(code)), code);
        }
    }
}
