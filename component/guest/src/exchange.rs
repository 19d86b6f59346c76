//! One HTTP exchange, as the engine sees it: the only thing it asks of the world besides the time.

use std::borrow::Cow;
use std::future::Future;
use std::time::Duration;

use scaikey_policy::Instant;

use crate::types::{Endpoint, Error, ExchangeFailure, Failure, Header};

/// Time and the network.
pub trait World {
    /// Reads both clocks.
    fn now(&self) -> Instant;

    /// Sends one request and receives its whole response, or gives up at the bounds. The request is written while the
    /// response is awaited, and a response wins over a failure to write. Redirects are not followed.
    fn exchange(
        &self,
        outgoing: Outgoing<'_>,
        bounds: Bounds,
    ) -> impl Future<Output = Result<Incoming, Fault>>;
}

/// Where requests go: one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// `https` rather than `http`.
    pub secure: bool,
    /// Host, with the port if it is not the scheme's own.
    pub authority: String,
}

/// A request about to be sent.
pub struct Outgoing<'a> {
    /// Its method.
    pub method: &'a str,
    /// Its origin.
    pub target: &'a Target,
    /// Its path and query.
    pub path: &'a str,
    /// Its header fields, all of them. Some hold secrets.
    pub headers: Vec<Header>,
    /// Its body.
    pub body: Option<&'a [u8]>,
}

/// What one exchange may use up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Time, from writing the request to the last byte of the response.
    pub time: Duration,
    /// Bytes of the response body.
    pub body: usize,
}

/// A response, whole.
#[derive(Debug)]
pub struct Incoming {
    /// Its status code.
    pub status: u16,
    /// Its header fields.
    pub headers: Vec<Header>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Incoming {
    /// The first value of this header field, if it is text. The name is given in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(value).ok().map(str::trim)
    }
}

/// An exchange that brought no usable response. The text says what happened and holds nothing the peer chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The host did not let the request out.
    Denied(Cow<'static, str>),
    /// The connection failed or carried something that is not HTTP.
    Transport(Cow<'static, str>),
    /// Time ran out.
    Timeout(Cow<'static, str>),
    /// A body exceeds its limit.
    TooLarge(Cow<'static, str>),
}

impl Fault {
    /// As the failure of a token request.
    pub(crate) fn of_token_request(self) -> Failure {
        let failure = |text: Cow<'_, str>| ExchangeFailure {
            endpoint: Endpoint::TokenEndpoint,
            text: format!("token endpoint: {text}"),
        };
        match self {
            Self::Denied(text) => Failure::Denied(failure(text)),
            Self::Transport(text) => Failure::Transport(failure(text)),
            Self::Timeout(text) => Failure::Timeout(failure(text)),
            Self::TooLarge(text) => Failure::TooLarge(failure(text)),
        }
    }

    /// As the error of a request to the resource.
    pub(crate) fn of_attempt(self) -> Error {
        let failure = |text: Cow<'_, str>| ExchangeFailure {
            endpoint: Endpoint::ProtectedResource,
            text: format!("protected resource: {text}"),
        };
        match self {
            Self::Denied(text) => Error::Denied(failure(text)),
            Self::Transport(text) => Error::Transport(failure(text)),
            Self::Timeout(text) => Error::Timeout(failure(text)),
            Self::TooLarge(text) => Error::TooLarge(failure(text)),
        }
    }
}
