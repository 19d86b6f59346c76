//! The header field `Retry-After` (RFC 9110 section 10.2.3).

use std::time::{Duration, SystemTime};

use crate::build::Build;
use crate::defect::Defect;
use crate::moment::Moment;

/// The time to wait, at most an hour; `None` if the field is absent or unparseable.
pub(crate) fn read(headers: &[(String, Vec<u8>)], now: Moment, build: Build) -> Option<Duration> {
    let (_, value) = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("retry-after"))?;
    let text = str::from_utf8(value).ok()?.trim();
    let rest = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Duration::from_secs(text.parse().unwrap_or(u64::MAX))
    } else if build.has(Defect::RetryAfterDateIgnored) {
        return None;
    } else {
        let date = httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        date.saturating_sub(now.wall)
    };
    match build.defect {
        Some(Defect::RetryAfterIgnored) => None,
        Some(Defect::RetryAfterUnbounded) => Some(rest),
        _ => Some(rest.min(LONGEST)),
    }
}

const LONGEST: Duration = Duration::from_secs(3600);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: Option<u64>) {
        let now = Moment { wall: Duration::from_secs(784_111_777), ..Moment::default() };
        let headers = [("Retry-After".to_owned(), value.into())];
        assert_eq!(read(&headers, now, Build::default()), expected.map(Duration::from_secs), "{value}");
    }

    #[test]
    fn seconds_and_dates_are_understood() {
        check("120", Some(120));
        check("0", Some(0));
        check("Sun, 06 Nov 1994 08:51:37 GMT", Some(120));
        check("Sun, 06 Nov 1994 08:48:37 GMT", Some(0));
    }

    #[test]
    fn no_rest_is_longer_than_an_hour() {
        check("3601", Some(3600));
        check("99999999999999999999", Some(3600));
        check("Mon, 07 Nov 1994 08:49:37 GMT", Some(3600));
    }

    #[test]
    fn unparseable_values_are_ignored() {
        check("", None);
        check("-1", None);
        check("soon", None);
        check("1.5", None);
    }
}
