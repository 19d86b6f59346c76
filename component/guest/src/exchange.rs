//! One HTTP exchange, as the engine sees it: the only thing it asks of the world besides the time.

pub(crate) mod content_length;
mod error;

use alloc::string::String;
use alloc::vec::Vec;
use core::future::Future;
use core::time::Duration;

use scaikey_policy::Instant;

use crate::types::Header;

pub use error::ExchangeError;

/// Time and the network.
pub trait Io {
    /// Reads both clocks.
    fn now(&self) -> Instant;

    /// Sends one request and receives its response, or gives up at the limits. The request is written while the response
    /// is awaited and read, and a response wins over a failure to write. Redirects are not followed.
    fn exchange(
        &self,
        request: HttpRequest<'_>,
        limits: Limits,
    ) -> impl Future<Output = Result<HttpResponse, ExchangeError>>;
}

/// Where requests go: one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// `https` rather than `http`.
    pub secure: bool,
    /// Host, with the port if it is not the scheme's own.
    pub authority: String,
}

/// A request about to be sent.
pub struct HttpRequest<'a> {
    /// Its method.
    pub method: &'a str,
    /// Its origin.
    pub origin: &'a Origin,
    /// Its path and query.
    pub path: &'a str,
    /// Its header fields, all of them. Some hold secrets.
    pub headers: Vec<Header>,
    /// Its body.
    pub body: Option<&'a [u8]>,
}

/// What one exchange may use up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Time, from writing the request to the last byte of the response.
    pub timeout: Duration,
    /// Bytes of the response body.
    pub body: usize,
}

/// A response.
pub struct HttpResponse {
    /// Its status code.
    pub status: u16,
    /// Its header fields.
    pub headers: Vec<Header>,
    /// Its body, whole, or what went wrong with it. The status counts all the same.
    pub body: Result<Vec<u8>, ExchangeError>,
}

impl HttpResponse {
    /// The first value of this header field, if it is text. The name is given in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name))?;
        core::str::from_utf8(value).ok().map(str::trim_ascii)
    }
}
