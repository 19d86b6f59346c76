//! Times as HTTP writes them.

use std::time::{Duration, UNIX_EPOCH};

/// The time of an HTTP date; `None` if the text is none.
pub(super) fn since_1970(text: &str) -> Option<Duration> {
    httpdate::parse_http_date(text.trim()).ok()?.duration_since(UNIX_EPOCH).ok()
}

/// The time that a `Retry-After` asks to wait: a number of seconds, or a date, which is seen from `now`. `None` if the
/// text is neither.
pub(super) fn wait(text: &str, now: Duration) -> Option<Duration> {
    let text = text.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    Some(since_1970(text)?.saturating_sub(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u64>) {
        let now = Duration::from_secs(784_111_777);
        assert_eq!(wait(text, now), expected.map(Duration::from_secs), "{text}");
    }

    #[test]
    fn a_wait_is_a_number_of_seconds_or_a_date() {
        check("120", Some(120));
        check(" 0 ", Some(0));
        check("Sun, 06 Nov 1994 08:49:47 GMT", Some(10));
        check("Sun, 06 Nov 1994 08:00:00 GMT", Some(0));
        for text in ["", "-1", "1.5", "soon"] {
            check(text, None);
        }
        assert_eq!(wait("99999999999999999999999", Duration::ZERO), Some(Duration::MAX));
    }
}
