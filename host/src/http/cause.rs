//! Errors of the HTTP libraries as codes of `wasi:http`.

use std::error::Error;
use std::io;
use std::iter::successors;

use crate::http::error::HttpError;

/// The code of the innermost cause that has one. Texts of the operating system and of the peer are dropped.
pub(crate) fn classify(error: &(dyn Error + 'static)) -> HttpError {
    successors(Some(error), |error| below(*error)).find_map(known).unwrap_or(HttpError::HttpProtocolError)
}

/// The next error below. `io::Error` hides the one that it wraps from `source`.
fn below<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(wrapped) => Some(wrapped as &(dyn Error + 'static)),
        None => error.source(),
    }
}

fn known(error: &(dyn Error + 'static)) -> Option<HttpError> {
    // The body of the request failed.
    if let Some(error) = error.downcast_ref::<HttpError>() {
        return Some(*error);
    }
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(tls(error));
    }
    if let Some(error) = error.downcast_ref::<hyper::Error>() {
        return http(error);
    }
    if let Some(error) = error.downcast_ref::<h2::Error>() {
        return http2(error);
    }
    if let Some(error) = error.downcast_ref::<io::Error>() {
        return socket(error.kind());
    }
    // A failed name lookup has a private type in hyper-util; only its text tells.
    (error.to_string() == "dns error").then_some(HttpError::DnsError)
}

fn tls(error: &rustls::Error) -> HttpError {
    match error {
        rustls::Error::InvalidCertificate(_) => HttpError::TlsCertificateError,
        rustls::Error::AlertReceived(_) => HttpError::TlsAlertReceived,
        _ => HttpError::TlsProtocolError,
    }
}

fn http(error: &hyper::Error) -> Option<HttpError> {
    if error.is_incomplete_message() {
        return Some(HttpError::HttpResponseIncomplete);
    }
    if error.is_parse_too_large() {
        return Some(HttpError::HttpResponseHeaderSectionSize);
    }
    if error.is_parse() {
        return Some(HttpError::HttpProtocolError);
    }
    if error.is_closed() || error.is_canceled() {
        return Some(HttpError::ConnectionTerminated);
    }
    None
}

fn http2(error: &h2::Error) -> Option<HttpError> {
    if error.is_io() {
        return None;
    }
    // An error of the peer, as opposed to one that our library detected.
    Some(if error.is_remote() { HttpError::ConnectionTerminated } else { HttpError::HttpProtocolError })
}

fn socket(kind: io::ErrorKind) -> Option<HttpError> {
    match kind {
        io::ErrorKind::ConnectionRefused => Some(HttpError::ConnectionRefused),
        io::ErrorKind::TimedOut => Some(HttpError::ConnectionTimeout),
        // The limit of the pool, and the ports of the machine.
        io::ErrorKind::QuotaExceeded | io::ErrorKind::AddrNotAvailable => {
            Some(HttpError::ConnectionLimitReached)
        }
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkDown | io::ErrorKind::NetworkUnreachable => {
            Some(HttpError::DestinationUnavailable)
        }
        io::ErrorKind::BrokenPipe
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::ConnectionReset
        | io::ErrorKind::NotConnected
        | io::ErrorKind::UnexpectedEof => Some(HttpError::ConnectionTerminated),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rustls::{AlertDescription, CertificateError};

    use super::*;

    #[track_caller]
    fn check(error: impl Into<Box<dyn Error + Send + Sync>>, expected: &str) {
        // Connectors wrap an error in `io::Error`.
        let error = io::Error::other(io::Error::other(error));
        assert_eq!(format!("{:?}", classify(&error)), expected);
    }

    #[test]
    fn the_innermost_known_cause_decides() {
        check(rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer), "TlsCertificateError");
        check(rustls::Error::AlertReceived(AlertDescription::HandshakeFailure), "TlsAlertReceived");
        check(rustls::Error::DecryptError, "TlsProtocolError");
        check(io::Error::from(io::ErrorKind::ConnectionRefused), "ConnectionRefused");
        check(io::Error::from(io::ErrorKind::TimedOut), "ConnectionTimeout");
        check(io::Error::from(io::ErrorKind::ConnectionReset), "ConnectionTerminated");
        check("dns error", "DnsError");
        check(io::Error::from(io::ErrorKind::QuotaExceeded), "ConnectionLimitReached");
        check(io::Error::from(io::ErrorKind::AddrNotAvailable), "ConnectionLimitReached");
        check(HttpError::HttpRequestBodySize, "HttpRequestBodySize");
        check("anything else", "HttpProtocolError");
    }
}
