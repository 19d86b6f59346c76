//! The header field `Retry-After` (RFC 9110 section 10.2.3).

use core::time::Duration;

use scaikey_policy::Instant;

use super::http_date;

/// Parses a field value, seconds or a date, and returns the delay from `now`. A date in the past is a delay of zero.
/// Unparseable values return `None`.
pub(crate) fn parse(value: &str, now: Instant) -> Option<Duration> {
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = Duration::from_secs(http_date::parse(value)?);
    let now = Duration::from_nanos(now.wall().clamp(0, u64::MAX.into()) as u64);
    Some(date.saturating_sub(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1994-11-06 08:49:37 UTC, as in the examples of RFC 9110.
    const NOW: Instant = Instant::new(0, 784_111_777_000_000_000);

    #[track_caller]
    fn check(value: &str, expected: Option<u64>) {
        assert_eq!(parse(value, NOW), expected.map(Duration::from_secs), "{value:?}");
    }

    #[test]
    fn seconds_are_parsed() {
        check("0", Some(0));
        check("120", Some(120));
        check("99999999999999999999999999", Some(u64::MAX));
    }

    #[test]
    fn dates_in_the_three_formats_are_parsed() {
        check("Sun, 06 Nov 1994 08:51:37 GMT", Some(120));
        check("Sunday, 06-Nov-94 08:51:37 GMT", Some(120));
        check("Sun Nov  6 08:51:37 1994", Some(120));
        check("Sun, 06 Nov 1994 08:00:00 GMT", Some(0));
    }

    #[test]
    fn unparseable_values_are_ignored() {
        for value in ["", "-1", "+1", "1.5", "soon", "1 hour", "Sun, 99 Nov 1994 08:51:37 GMT"] {
            check(value, None);
        }
    }
}
