//! Limits of a pool.

use std::time::Duration;

/// Limits of a [`Pool`](super::Pool) and of one exchange on it.
///
/// A component can ask for shorter timeouts in its request options, not for longer ones. Times are clamped to at most a
/// year and, except for `idle_timeout`, to at least a millisecond. [`Limits`](crate::Limits) bounds bodies, on any
/// transport.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkLimits {
    /// Time to connect: waiting for one of `connections`, name lookup, TCP and TLS together. Default 10 s. Then the
    /// exchange fails as [`ConnectionTimeout`](crate::HttpError::ConnectionTimeout). The connect timeout in a
    /// component's request options is ignored, since connections are shared.
    pub connect_timeout: Duration,
    /// Time until the head of the response arrives, connecting and sending included. Default 60 s; raise it for a longer
    /// exchange timeout. Then the exchange fails as
    /// [`ConnectionReadTimeout`](crate::HttpError::ConnectionReadTimeout).
    pub first_byte_timeout: Duration,
    /// Read timeout for each frame of a response body. Default 20 s. Then the body fails as
    /// [`ConnectionReadTimeout`](crate::HttpError::ConnectionReadTimeout).
    pub between_bytes_timeout: Duration,
    /// Time after which an idle connection is closed. Default 50 s: common proxies close theirs after 60 s.
    pub idle_timeout: Duration,
    /// Idle connections kept for each scheme, host and port. Default 32; 0 keeps none.
    pub idle_connections: usize,
    /// Open connections to all hosts together, idle ones included. Default 256; 0 counts as 1. If all are open, an
    /// exchange waits up to `connect_timeout` for one of the same host to become idle or for any to close, then fails as
    /// [`ConnectionLimitReached`](crate::HttpError::ConnectionLimitReached). An idle connection does not close to make
    /// room for another host, so allow more than `idle_connections` for each host.
    pub connections: usize,
    /// Bytes of the head of a response. Default 64 KiB; on HTTP/1.1 at least 8 KiB, and at most 100 fields. A larger
    /// head fails as [`HttpResponseHeaderSectionSize`](crate::HttpError::HttpResponseHeaderSectionSize), on HTTP/2 as
    /// [`HttpProtocolError`](crate::HttpError::HttpProtocolError).
    pub response_header: usize,
}

impl NetworkLimits {
    /// The nearest limits that timers support and that let exchanges run.
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
