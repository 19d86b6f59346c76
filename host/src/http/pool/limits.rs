//! How long the network may take, and how much of it is used.

use std::time::Duration;

/// What a [`Pool`](super::Pool) may hold and one exchange may cost. A component that asks for less patience in its
/// request options gets less; it cannot get more. Times are a year at most and, but for `idle_timeout`, a millisecond at
/// least; what is beyond counts as that. Bodies are bounded by [`Limits`](crate::Limits), for any transport.
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
    /// Connections at any time, to all hosts together, unused ones included. Default 256; 0 counts as 1. Beyond, an
    /// exchange waits up to `connect_timeout` for one of the same host to become free or for any to close, then fails
    /// as [`ConnectionLimitReached`](crate::HttpError::ConnectionLimitReached). Unused connections to one host close
    /// after `idle_timeout` and not since another host needs their places, so have more than `idle_connections` for
    /// each host.
    pub connections: usize,
    /// Bytes of the head of a response. Default 64 KiB; on HTTP/1.1 at least 8 KiB, and 100 fields at most. What is
    /// larger fails as [`HttpResponseHeaderSectionSize`](crate::HttpError::HttpResponseHeaderSectionSize), and on
    /// HTTP/2, where the library does not tell it apart, as
    /// [`HttpProtocolError`](crate::HttpError::HttpProtocolError).
    pub response_header: usize,
}

impl NetworkLimits {
    /// The nearest limits that a timer can keep and under which something can run.
    pub(super) fn clamped(self) -> Self {
        Self {
            connect_timeout: self.connect_timeout.clamp(LEAST, GREATEST),
            first_byte_timeout: self.first_byte_timeout.clamp(LEAST, GREATEST),
            between_bytes_timeout: self.between_bytes_timeout.clamp(LEAST, GREATEST),
            idle_timeout: self.idle_timeout.min(GREATEST),
            connections: self.connections.max(1),
            ..self
        }
    }
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

const LEAST: Duration = Duration::from_millis(1);
const GREATEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

#[cfg(test)]
mod tests {
    use super::*;

    fn with(time: Duration, idle_timeout: Duration, connections: usize) -> NetworkLimits {
        NetworkLimits {
            connect_timeout: time,
            first_byte_timeout: time,
            between_bytes_timeout: time,
            idle_timeout,
            connections,
            ..NetworkLimits::default()
        }
    }

    #[test]
    fn what_no_timer_keeps_and_what_lets_nothing_run_is_moved_to_the_nearest_that_does() {
        assert_eq!(with(Duration::MAX, Duration::MAX, 0).clamped(), with(GREATEST, GREATEST, 1));
        assert_eq!(with(Duration::ZERO, Duration::ZERO, 1).clamped(), with(LEAST, Duration::ZERO, 1));
        assert_eq!(NetworkLimits::default().clamped(), NetworkLimits::default());
    }
}
