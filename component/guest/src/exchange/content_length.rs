//! Checks the length of a response body against its `Content-Length` (RFC 9112 section 8).

use super::{ExchangeError, HttpResponse};
use crate::types::Header;

/// Replaces the body with an error if its length differs from `Content-Length`. `method` is that of the request: a
/// response to HEAD has no body.
pub(crate) fn check(method: &str, response: &mut HttpResponse) {
    let Ok(body) = &response.body else { return };
    if method == "HEAD" || matches!(response.status, 204 | 304) {
        return;
    }
    if let Err(error) = compare(&response.headers, body.len() as u64) {
        response.body = Err(error);
    }
}

fn compare(headers: &[Header], length: u64) -> Result<(), ExchangeError> {
    let mut values = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let Some((_, value)) = values.next() else { return Ok(()) };
    if values.any(|(_, other)| other != value) {
        return Err(ExchangeError::Transport("conflicting values of content-length"));
    }
    // `parse` accepts a plus sign, so check for digits first.
    let digits = Some(value.trim_ascii()).filter(|digits| digits.iter().all(u8::is_ascii_digit));
    let text = digits.and_then(|digits| core::str::from_utf8(digits).ok());
    match text.and_then(|text| text.parse::<u64>().ok()) {
        Some(declared) if declared == length => Ok(()),
        Some(_) => Err(ExchangeError::Transport("body length differs from content-length")),
        None => Err(ExchangeError::Transport("invalid content-length")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn accepts(method: &str, status: u16, lengths: &[&str], body: &str) -> bool {
        let headers =
            lengths.iter().map(|length| (String::from("Content-Length"), length.as_bytes().to_vec()));
        let mut response = HttpResponse { status, headers: headers.collect(), body: Ok(body.into()) };
        check(method, &mut response);
        response.body.is_ok()
    }

    #[test]
    fn a_body_has_the_length_of_its_content_length() {
        assert!(accepts("GET", 200, &[], "abc"));
        assert!(accepts("GET", 200, &["3"], "abc"));
        assert!(accepts("GET", 200, &["3", "3"], "abc"));
        assert!(accepts("GET", 200, &["0"], ""));
        assert!(!accepts("GET", 200, &["4"], "abc"));
        assert!(!accepts("GET", 200, &["2"], "abc"));
        assert!(!accepts("GET", 200, &["3", "4"], "abc"));
        assert!(!accepts("GET", 200, &["three"], "abc"));
        assert!(!accepts("GET", 200, &["-3"], "abc"));
        assert!(!accepts("GET", 200, &["+3"], "abc"));
    }

    #[test]
    fn responses_that_have_no_body_are_not_checked() {
        assert!(accepts("HEAD", 200, &["3"], ""));
        assert!(accepts("GET", 304, &["3"], ""));
        assert!(accepts("DELETE", 204, &["0"], ""));
    }
}
