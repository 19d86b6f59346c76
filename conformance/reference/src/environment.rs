//! The environment of a client: time and the network are arguments.

use std::time::Duration;

/// The clocks and the network of a client.
pub trait Environment {
    /// Time since any fixed moment, on a monotonic clock. It may stop while the machine sleeps.
    fn monotonic(&self) -> Duration;

    /// Time since 1970-01-01 00:00 UTC, on a clock that may be set at any time.
    fn wall(&self) -> Duration;

    /// Ends after this span, and may be dropped before.
    fn pause(&self, span: Duration) -> impl Future<Output = ()>;

    /// Sends one request and collects its response. It ends after the span `within`, and takes at most `limit` bytes
    /// of a body; it neither follows redirects nor compares a body with its `Content-Length`.
    fn exchange(
        &self,
        request: Outgoing,
        within: Duration,
        limit: u64,
    ) -> impl Future<Output = Result<Incoming, ExchangeError>>;

    /// Receives what a client prints, which only a defective one does.
    fn print(&self, text: &str) {
        let _ = text;
    }
}

/// A request. It has no `Debug`, since it holds secrets.
#[derive(Clone)]
pub struct Outgoing {
    /// Method, in the case to send.
    pub method: String,
    /// Absolute URL.
    pub url: String,
    /// Header fields in the order to send. The environment adds those that HTTP itself needs, `Host` among them.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The whole body; `None` sends none.
    pub body: Option<Vec<u8>>,
}

/// A response.
#[derive(Clone, Debug, Default)]
pub struct Incoming {
    /// Status code.
    pub status: u16,
    /// Header fields in the order received, names in any case.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body, or as much of it as came.
    pub body: Vec<u8>,
    /// What kept the rest of the body from coming; `None` if it is whole.
    pub broken: Option<ExchangeError>,
    /// Whether the response came before the request body had been taken.
    pub early: bool,
}

/// Why an exchange, or a body, failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeError {
    /// The kind of failure.
    pub kind: ErrorKind,
    /// What happened, for people.
    pub text: String,
}

/// Kinds of failures, as in the `error` of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The request was denied.
    Denied,
    /// The connection failed, broke off, or carried something that is not HTTP.
    Transport,
    /// The time is over.
    Timeout,
    /// A body exceeds its limit.
    TooLarge,
}
