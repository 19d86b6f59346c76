//! Dates as HTTP writes them.

use std::time::{Duration, UNIX_EPOCH};

/// The time of an HTTP date; `None` if the text is none.
pub(super) fn since_1970(text: &str) -> Option<Duration> {
    httpdate::parse_http_date(text.trim()).ok()?.duration_since(UNIX_EPOCH).ok()
}
