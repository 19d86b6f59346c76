//! One HTTP exchange, and the trait through which the client reads the time and sends requests.

pub(crate) mod content_length;
mod error;

use alloc::string::String;
use alloc::vec::Vec;
use core::future::Future;
use core::time::Duration;

use scaikey_policy::Instant;

use crate::types::Header;

pub use error::ExchangeError;

/// The time and the network, provided by a shell.
pub trait Io {
    /// Reads both clocks.
    fn now(&self) -> Instant;

    /// Sends one request and receives its response, within the limits.
    ///
    /// - It receives the response while it still writes the request.
    /// - A response counts even if writing the request failed.
    /// - It does not follow redirects.
    fn exchange(
        &self,
        request: HttpRequest<'_>,
        limits: Limits,
    ) -> impl Future<Output = Result<HttpResponse, ExchangeError>>;
}

/// The origin that requests go to (RFC 6454).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Whether the scheme is `https`. Otherwise it is `http`.
    pub secure: bool,
    /// Host, and the port unless it is the default of the scheme.
    pub authority: String,
}

/// A request to send.
pub struct HttpRequest<'a> {
    /// Method.
    pub method: &'a str,
    /// Origin.
    pub origin: &'a Origin,
    /// Path and query.
    pub path: &'a str,
    /// All header fields. Some hold secrets.
    pub headers: Vec<Header>,
    /// Body.
    pub body: Option<&'a [u8]>,
}

/// Limits of one exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time from writing the request to the last byte of the response.
    pub timeout: Duration,
    /// Greatest response body in bytes.
    pub body: usize,
}

/// A response.
pub struct HttpResponse {
    /// Status code.
    pub status: u16,
    /// Header fields.
    pub headers: Vec<Header>,
    /// The whole body, or why it did not arrive. The status is valid in both cases.
    pub body: Result<Vec<u8>, ExchangeError>,
}

impl HttpResponse {
    /// The first value of this header field, if it is UTF-8. `name` is in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name))?;
        core::str::from_utf8(value).ok().map(str::trim_ascii)
    }
}
