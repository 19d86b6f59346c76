//! How long the network may take, and how much of it is used.

use std::time::Duration;

/// What a [`Pooled`](super::Pooled) may hold and one exchange may cost. A component that asks for less patience in its
/// request options gets less; it cannot get more. Bodies are bounded by [`Limits`](crate::Limits), for any transport.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkLimits {
    /// Time to connect: a free place among `connections`, name lookup, TCP and TLS together. Default 10 s. Beyond, an
    /// exchange fails as [`ConnectionTimeout`](crate::HttpError::ConnectionTimeout). A component's own connect timeout
    /// is not looked at, since connections are shared.
    pub connect_timeout: Duration,
    /// Time until the head of the response is there, connecting and sending included. Default 60 s; an exchange timeout
    /// beyond needs more. It and the next fail as
    /// [`ConnectionReadTimeout`](crate::HttpError::ConnectionReadTimeout).
    pub first_byte_timeout: Duration,
    /// Time to wait for the next piece of a response body. Default 20 s.
    pub between_bytes_timeout: Duration,
    /// Time after which an unused connection is closed. Default 50 s, below the 60 s after which common proxies drop
    /// it, so that a request rarely meets a closed one.
    pub idle_timeout: Duration,
    /// Unused connections kept for each scheme, host and port. Default 32; 0 keeps none.
    pub idle_connections: usize,
    /// Connections at any time, to all hosts together, unused ones included. Default 256. Beyond, an exchange waits
    /// for one to become free or to close, and fails as
    /// [`ConnectionLimitReached`](crate::HttpError::ConnectionLimitReached) if that takes too long.
    pub connections: usize,
    /// Bytes of the head of a response. Default 64 KiB; on HTTP/1.1 at least 8 KiB, and 100 fields at most. What is
    /// larger fails as [`HttpResponseHeaderSectionSize`](crate::HttpError::HttpResponseHeaderSectionSize), and on
    /// HTTP/2, where the library does not tell it apart, as
    /// [`HttpProtocolError`](crate::HttpError::HttpProtocolError).
    pub response_header: usize,
}

impl Default for NetworkLimits {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            first_byte_timeout: Duration::from_secs(60),
            between_bytes_timeout: Duration::from_secs(20),
            idle_timeout: Duration::from_secs(50),
            idle_connections: 32,
            connections: 256,
            response_header: 64 * 1024,
        }
    }
}
