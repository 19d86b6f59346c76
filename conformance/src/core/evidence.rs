//! Evidence: the events of one check in order, redacted, each exchange with its bytes.

use std::time::Duration;

use crate::core::redaction::Redacted;

/// The events of one check; of a long check the beginning and the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// In order.
    pub events: Vec<Event>,
    /// How many events are missing, and after how many of `events` they are.
    pub gap: Option<Gap>,
}

/// Events that are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// How many of the events stand before it.
    pub after: usize,
    /// How many events are missing.
    pub missing: usize,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Time since the check began.
    pub at: Duration,
    /// Where it happened.
    pub lane: Lane,
    /// What happened, in one line.
    pub text: Redacted,
    /// Whether the caller got it as an answer.
    pub is_answer: bool,
    /// The bytes, if it was an exchange.
    pub exchange: Option<Exchange>,
}

/// Where something happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// The caller of a component called it, or got an answer.
    Caller,
    /// A request to the token endpoint.
    TokenEndpoint,
    /// A request to the protected resource.
    Resource,
    /// A request for published metadata: keys, the discovery document.
    Metadata,
    /// A request to anything else: no component should make one.
    Elsewhere,
    /// Time passed, or a clock was set.
    Clocks,
}

/// One request and its response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The request. Its first line is method and URL.
    pub request: Message,
    /// The response; `None` if none came. Its first line is the status.
    pub response: Option<Message>,
    /// Time that the response took.
    pub delay: Duration,
    /// Number of the token that the token endpoint issued, or that the request carried to the resource.
    pub token: Option<usize>,
}

/// A request or a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Method and URL, or the status.
    pub line: Redacted,
    /// Name and value of each header field.
    pub headers: Vec<(Redacted, Redacted)>,
    /// The beginning of the body; a body that is invalid UTF-8 is escaped.
    pub body: Redacted,
    /// Length of the whole body in bytes.
    pub length: usize,
}
