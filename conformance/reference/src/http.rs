//! Requests and responses of either endpoint.

/// A response that was checked.
pub(crate) mod answer;
/// One exchange.
mod exchange;
/// The header fields of a caller.
mod headers;
/// Redaction of texts for errors.
pub(crate) mod redact;
/// The request of a caller.
pub(crate) mod request;
/// The header field `Retry-After`.
pub(crate) mod retry_after;
