//! An answer of the deployment.

use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};
use serde_json::{Map, Value};

/// One response, whole.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body, if it is a JSON object.
    pub(crate) fn object(&self) -> Option<Map<String, Value>> {
        serde_json::from_slice(&self.body).ok()
    }

    /// A header field, if it is present and text.
    pub(crate) fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// When it was made, as its `Date` says, since 1970.
    pub(crate) fn date(&self) -> Option<Duration> {
        since_1970(self.header(DATE)?)
    }

    /// How long a 429 or a 503 asks to wait before the next request.
    pub(crate) fn retry_after(&self, now: Duration) -> Option<Duration> {
        let text = self.header(RETRY_AFTER).filter(|_| matches!(self.status, 429 | 503))?;
        wait(text, now)
    }

    /// Status and a summary of the body, such as `401 {"error":"invalid_client"}` or `200, no JSON object`.
    /// It may hold secrets.
    pub(crate) fn brief(&self) -> String {
        let status = self.status;
        match self.object() {
            Some(object) if self.is_success() => {
                let members: Vec<_> = object.keys().map(String::as_str).collect();
                format!("{status} with the members {}", members.join(", "))
            }
            Some(object) => format!("{status} {}", Value::from(object)),
            None if self.body.is_empty() => format!("{status} without a body"),
            None => format!("{status}, no JSON object"),
        }
    }
}

/// The time of an HTTP date; `None` if the text is not one.
fn since_1970(text: &str) -> Option<Duration> {
    httpdate::parse_http_date(text.trim()).ok()?.duration_since(UNIX_EPOCH).ok()
}

/// The time that a `Retry-After` asks to wait: a number of seconds, or a date, seen from `now`. Unparseable values return
/// `None`.
fn wait(text: &str, now: Duration) -> Option<Duration> {
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
