//! Limits of instances and calls.

use std::time::Duration;

use crate::error::Error;
use crate::options::Options;

/// Limits of one instance and of one call. Exceeding a limit ends the call and the instance, unless the limit says
/// otherwise; the next call starts a new instance, which has no token yet.
///
/// The transport has limits of its own, [`NetworkLimits`](crate::NetworkLimits). The engine limits the stack, see
/// [`Engine::new`](crate::Engine::new).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of linear memory of the instance, all memories together, and bytes that it may pass to the host in one call.
    /// Bodies are copied into it, several times. Default 64 MiB, which suffices for the default body limits of 8 MiB; at
    /// least 64 KiB.
    pub memory: usize,
    /// Elements in all core tables together. Default 100,000.
    pub table_elements: usize,
    /// Open handles, such as requests, streams and timers. Default 1,000; at least 1.
    pub handles: usize,
    /// Bytes in one set of HTTP header fields that the component makes, overhead included. Default 128 KiB, which holds
    /// the 64 KiB that the contract allows a caller and a long token. At least 1.
    pub header_fields: usize,
    /// Bytes of the body of one request. Default 64 MiB, the greatest `request-limit` of the contract. A larger body
    /// fails the exchange, not the call.
    pub request_body: usize,
    /// Bytes of the body of one response. Default 64 MiB, the greatest `response-limit` of the contract. A larger body
    /// fails the exchange, not the call: as too large if its length is declared, otherwise as a transport error, since
    /// a component does not learn why a body ends early.
    pub response_body: usize,
    /// Bytes that the component may write to standard output and error. Default 64 KiB; then the streams close.
    pub output: usize,
    /// Fuel for one call with [`Interruption::Fuel`](crate::Interruption::Fuel), about one unit an instruction.
    /// Default 1,000,000,000; at least 1.
    pub fuel: u64,
    /// Processor time of one call, exact to some 10 ms. Default 5 s; more than 0. It applies with
    /// [`Interruption::Fuel`](crate::Interruption::Fuel) too, since calls of the host consume no fuel.
    pub processor_time: Duration,
    /// Time for one call, counted from when it gets the instance; more than 0. It backs up the component's own timeouts.
    /// Default `None`: four times the exchange timeout of the options, since a call makes at most four exchanges, and
    /// 20 s. With the default exchange timeout that is 60 s.
    pub call_timeout: Option<Duration>,
    /// Calls that may wait for the instance. Default 1,000. One more fails at once with
    /// [`Error::is_busy`](crate::Error::is_busy).
    pub waiting_calls: usize,
}

impl Limits {
    /// Refuses limits under which nothing could run.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let least = [
            ("memory", self.memory >= PAGE, "64 KiB"),
            ("handles", self.handles >= 1, "1"),
            ("header_fields", self.header_fields >= 1, "1"),
            ("fuel", self.fuel >= 1, "1"),
            ("processor_time", !self.processor_time.is_zero(), "1 ns"),
            ("call_timeout", self.call_timeout != Some(Duration::ZERO), "1 ns"),
        ];
        match least.iter().find(|(_, enough, _)| !enough) {
            Some((name, _, least)) => {
                Err(Error::configuration(format!("limits: {name} is too small, make it at least {least}")))
            }
            None => Ok(()),
        }
    }

    /// Time for one call of a client with these options.
    pub(crate) fn call_time(&self, options: &Options) -> Duration {
        let exchange = options.settings.and_then(|settings| settings.exchange_timeout);
        let exchange = exchange.map_or(EXCHANGE, Duration::from_nanos);
        self.call_timeout.unwrap_or_else(|| exchange.saturating_mul(EXCHANGES).saturating_add(GRACE))
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            memory: 64 * MIB,
            table_elements: 100_000,
            handles: 1_000,
            header_fields: 128 * KIB,
            request_body: 64 * MIB,
            response_body: 64 * MIB,
            output: 64 * KIB,
            fuel: 1_000_000_000,
            processor_time: Duration::from_secs(5),
            call_timeout: None,
            waiting_calls: 1_000,
        }
    }
}

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;
/// A page of linear memory.
const PAGE: usize = 64 * KIB;
/// The contract's default for one exchange, and how many of them a call makes at most.
const EXCHANGE: Duration = Duration::from_secs(10);
const EXCHANGES: u32 = 4;
/// For the work between exchanges.
const GRACE: Duration = Duration::from_secs(20);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Settings;

    #[track_caller]
    fn check(limits: Limits, expected: Result<(), &str>) {
        let outcome = limits.check().map_err(|error| (error.is_configuration(), error.to_string()));
        assert_eq!(outcome, expected.map_err(|text| (true, text.to_owned())), "{limits:?}");
    }

    #[test]
    fn limits_that_let_nothing_run_are_refused() {
        let usual = Limits::default;
        check(usual(), Ok(()));
        check(Limits { memory: PAGE, ..usual() }, Ok(()));
        check(
            Limits { memory: PAGE - 1, ..usual() },
            Err("limits: memory is too small, make it at least 64 KiB"),
        );
        check(Limits { handles: 0, ..usual() }, Err("limits: handles is too small, make it at least 1"));
        check(
            Limits { header_fields: 0, ..usual() },
            Err("limits: header_fields is too small, make it at least 1"),
        );
        check(Limits { fuel: 0, ..usual() }, Err("limits: fuel is too small, make it at least 1"));
        check(
            Limits { processor_time: Duration::ZERO, ..usual() },
            Err("limits: processor_time is too small, make it at least 1 ns"),
        );
        check(
            Limits { call_timeout: Some(Duration::ZERO), ..usual() },
            Err("limits: call_timeout is too small, make it at least 1 ns"),
        );
        let none = Limits {
            table_elements: 0,
            request_body: 0,
            response_body: 0,
            output: 0,
            waiting_calls: 0,
            ..usual()
        };
        check(none, Ok(()));
    }

    #[track_caller]
    fn check_time(call_timeout: Option<u64>, exchange_timeout: Option<u64>, expected: u64) {
        let limits = Limits { call_timeout: call_timeout.map(Duration::from_secs), ..Limits::default() };
        let exchange_timeout = exchange_timeout.map(|seconds| seconds * 1_000_000_000);
        let options = Options {
            settings: Some(Settings { exchange_timeout, ..Settings::default() }),
            ..Options::platform("https://scaikey.example", "app", "hunter2")
        };
        assert_eq!(limits.call_time(&options), Duration::from_secs(expected));
    }

    #[test]
    fn a_call_has_time_for_four_exchanges_unless_it_is_told_otherwise() {
        check_time(None, None, 60);
        check_time(None, Some(10), 60);
        check_time(None, Some(3600), 4 * 3600 + 20);
        check_time(Some(5), Some(3600), 5);
    }
}
