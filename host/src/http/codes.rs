//! Conversions between our error codes and those of `wasmtime-wasi-http`.

use wasmtime_wasi_http::Error;

use crate::http::error::HttpError;

/// The code as a component gets it.
pub(super) fn to_wasi(error: HttpError) -> Error {
    match error {
        HttpError::DnsTimeout => Error::DnsTimeout,
        HttpError::DnsError => Error::DnsError { rcode: None, info_code: None },
        HttpError::DestinationNotFound => Error::DestinationNotFound,
        HttpError::DestinationUnavailable => Error::DestinationUnavailable,
        HttpError::DestinationIpProhibited => Error::DestinationIpProhibited,
        HttpError::DestinationIpUnroutable => Error::DestinationIpUnroutable,
        HttpError::ConnectionRefused => Error::ConnectionRefused,
        HttpError::ConnectionTerminated => Error::ConnectionTerminated,
        HttpError::ConnectionTimeout => Error::ConnectionTimeout,
        HttpError::ConnectionReadTimeout => Error::ConnectionReadTimeout,
        HttpError::ConnectionWriteTimeout => Error::ConnectionWriteTimeout,
        HttpError::ConnectionLimitReached => Error::ConnectionLimitReached,
        HttpError::TlsProtocolError => Error::TlsProtocolError,
        HttpError::TlsCertificateError => Error::TlsCertificateError,
        HttpError::TlsAlertReceived => Error::TlsAlertReceived { alert_id: None, alert_message: None },
        HttpError::HttpRequestDenied => Error::HttpRequestDenied,
        HttpError::HttpRequestLengthRequired => Error::HttpRequestLengthRequired,
        HttpError::HttpRequestBodySize => Error::HttpRequestBodySize(None),
        HttpError::HttpRequestMethodInvalid => Error::HttpRequestMethodInvalid,
        HttpError::HttpRequestUriInvalid => Error::HttpRequestUriInvalid,
        HttpError::HttpRequestUriTooLong => Error::HttpRequestUriTooLong,
        HttpError::HttpRequestHeaderSectionSize => Error::HttpRequestHeaderSectionSize(None),
        HttpError::HttpRequestHeaderSize => {
            Error::HttpRequestHeaderSize { field_name: None, field_size: None }
        }
        HttpError::HttpRequestTrailerSectionSize => Error::HttpRequestTrailerSectionSize(None),
        HttpError::HttpRequestTrailerSize => {
            Error::HttpRequestTrailerSize { field_name: None, field_size: None }
        }
        HttpError::HttpResponseIncomplete => Error::HttpResponseIncomplete,
        HttpError::HttpResponseHeaderSectionSize => Error::HttpResponseHeaderSectionSize(None),
        HttpError::HttpResponseHeaderSize => {
            Error::HttpResponseHeaderSize { field_name: None, field_size: None }
        }
        HttpError::HttpResponseBodySize => Error::HttpResponseBodySize(None),
        HttpError::HttpResponseTrailerSectionSize => Error::HttpResponseTrailerSectionSize(None),
        HttpError::HttpResponseTrailerSize => {
            Error::HttpResponseTrailerSize { field_name: None, field_size: None }
        }
        HttpError::HttpResponseTransferCoding => Error::HttpResponseTransferCoding(None),
        HttpError::HttpResponseContentCoding => Error::HttpResponseContentCoding(None),
        HttpError::HttpResponseTimeout => Error::HttpResponseTimeout,
        HttpError::HttpUpgradeFailed => Error::HttpUpgradeFailed,
        HttpError::HttpProtocolError => Error::HttpProtocolError,
        HttpError::LoopDetected => Error::LoopDetected,
        HttpError::ConfigurationError => Error::ConfigurationError,
        HttpError::InternalError => Error::InternalError(None),
    }
}

/// The code of an error in a body that a component writes.
pub(super) fn from_wasi(error: Error) -> HttpError {
    match error {
        Error::DnsTimeout => HttpError::DnsTimeout,
        Error::DnsError { .. } => HttpError::DnsError,
        Error::DestinationNotFound => HttpError::DestinationNotFound,
        Error::DestinationUnavailable => HttpError::DestinationUnavailable,
        Error::DestinationIpProhibited => HttpError::DestinationIpProhibited,
        Error::DestinationIpUnroutable => HttpError::DestinationIpUnroutable,
        Error::ConnectionRefused => HttpError::ConnectionRefused,
        Error::ConnectionTerminated => HttpError::ConnectionTerminated,
        Error::ConnectionTimeout => HttpError::ConnectionTimeout,
        Error::ConnectionReadTimeout => HttpError::ConnectionReadTimeout,
        Error::ConnectionWriteTimeout => HttpError::ConnectionWriteTimeout,
        Error::ConnectionLimitReached => HttpError::ConnectionLimitReached,
        Error::TlsProtocolError => HttpError::TlsProtocolError,
        Error::TlsCertificateError => HttpError::TlsCertificateError,
        Error::TlsAlertReceived { .. } => HttpError::TlsAlertReceived,
        Error::HttpRequestDenied => HttpError::HttpRequestDenied,
        Error::HttpRequestLengthRequired => HttpError::HttpRequestLengthRequired,
        Error::HttpRequestBodySize(_) => HttpError::HttpRequestBodySize,
        Error::HttpRequestMethodInvalid => HttpError::HttpRequestMethodInvalid,
        Error::HttpRequestUriInvalid => HttpError::HttpRequestUriInvalid,
        Error::HttpRequestUriTooLong => HttpError::HttpRequestUriTooLong,
        Error::HttpRequestHeaderSectionSize(_) => HttpError::HttpRequestHeaderSectionSize,
        Error::HttpRequestHeaderSize { .. } => HttpError::HttpRequestHeaderSize,
        Error::HttpRequestTrailerSectionSize(_) => HttpError::HttpRequestTrailerSectionSize,
        Error::HttpRequestTrailerSize { .. } => HttpError::HttpRequestTrailerSize,
        Error::HttpResponseIncomplete => HttpError::HttpResponseIncomplete,
        Error::HttpResponseHeaderSectionSize(_) => HttpError::HttpResponseHeaderSectionSize,
        Error::HttpResponseHeaderSize { .. } => HttpError::HttpResponseHeaderSize,
        Error::HttpResponseBodySize(_) => HttpError::HttpResponseBodySize,
        Error::HttpResponseTrailerSectionSize(_) => HttpError::HttpResponseTrailerSectionSize,
        Error::HttpResponseTrailerSize { .. } => HttpError::HttpResponseTrailerSize,
        Error::HttpResponseTransferCoding(_) => HttpError::HttpResponseTransferCoding,
        Error::HttpResponseContentCoding(_) => HttpError::HttpResponseContentCoding,
        Error::HttpResponseTimeout => HttpError::HttpResponseTimeout,
        Error::HttpUpgradeFailed => HttpError::HttpUpgradeFailed,
        Error::HttpProtocolError => HttpError::HttpProtocolError,
        Error::LoopDetected => HttpError::LoopDetected,
        Error::ConfigurationError => HttpError::ConfigurationError,
        // Errors of the transport of that crate, which is not used here.
        _ => HttpError::InternalError,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_comes_back_as_itself() {
        for code in HttpError::ALL {
            assert_eq!(from_wasi(to_wasi(code)), code);
        }
    }
}
