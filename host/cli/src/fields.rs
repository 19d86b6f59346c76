//! Header fields as far as they can hold nothing but what they are for.

use http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// A line for each field with a known name, and one that counts the others: a name may be a secret too.
pub(super) fn lines(headers: &HeaderMap) -> Vec<String> {
    let known = headers.iter().filter(|(name, _)| SHOWN.contains(name));
    let mut lines: Vec<_> = known.map(|(name, value)| format!("{name}: {}", harmless(value))).collect();
    match headers.len() - lines.len() {
        0 => {}
        others => lines.push(format!("other fields: {others} {HIDDEN}")),
    }
    lines
}

/// A value of words that everybody knows, and of numbers. Any other may be a token that is not known yet, since the
/// head of the answer that brings it comes before it.
fn harmless(value: &HeaderValue) -> &str {
    let Ok(text) = value.to_str() else { return HIDDEN };
    let mut words = text.split([' ', ',', ';', '=', '/', ':']).filter(|word| !word.is_empty());
    let is_known = |word: &str| WORDS.contains(&word.to_lowercase().as_str()) || is_number(word);
    if words.all(is_known) { text } else { HIDDEN }
}

fn is_number(word: &str) -> bool {
    word.len() <= DIGITS && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// In place of what is not shown.
pub(super) const HIDDEN: &str = "(not shown)";
/// Digits of a length or an age.
const DIGITS: usize = 10;
/// Fields that tell of the exchange and not of the parties.
const SHOWN: [HeaderName; 13] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::AGE,
    header::ALLOW,
    header::CACHE_CONTROL,
    header::CONNECTION,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::DATE,
    header::EXPIRES,
    header::RETRY_AFTER,
    header::TRANSFER_ENCODING,
];
/// What their values are made of, in lower case.
#[rustfmt::skip]
const WORDS: [&str; 62] = [
    "*", "application", "json", "problem+json", "octet-stream", "x-www-form-urlencoded", "text", "html", "plain",
    "charset", "utf-8",
    "br", "chunked", "close", "deflate", "gzip", "identity", "keep-alive", "zstd",
    "immutable", "max-age", "must-revalidate", "no-cache", "no-store", "no-transform", "private", "proxy-revalidate",
    "public", "s-maxage",
    "connect", "delete", "get", "head", "options", "patch", "post", "put", "trace",
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "gmt",
    "q", "0.5", "0.8", "0.9",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fields: &[(&'static str, &'static [u8])], expected: &[&str]) {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.insert(*name, HeaderValue::from_bytes(value).expect("a value"));
        }
        assert_eq!(lines(&headers), expected);
    }

    #[test]
    fn a_value_is_shown_if_it_cannot_be_a_secret() {
        check(
            &[("content-type", b"application/json; charset=UTF-8")],
            &["content-type: application/json; charset=UTF-8"],
        );
        check(&[("content-length", b"17")], &["content-length: 17"]);
        check(&[("cache-control", b"no-store, max-age=60")], &["cache-control: no-store, max-age=60"]);
        check(&[("date", b"Sun, 06 Nov 1994 08:49:37 GMT")], &["date: Sun, 06 Nov 1994 08:49:37 GMT"]);
        check(&[("content-type", b"tok123456/json")], &["content-type: (not shown)"]);
        check(&[("age", b"12345678901")], &["age: (not shown)"]);
        check(&[("allow", b"GET, tok123456")], &["allow: (not shown)"]);
        check(&[("retry-after", b"\xff")], &["retry-after: (not shown)"]);
    }

    #[test]
    fn a_name_is_shown_if_it_is_known() {
        check(&[("authorization", b"anything")], &["other fields: 1 (not shown)"]);
        check(
            &[("x-tok123456", b"1"), ("age", b"1"), ("vary", b"*"), ("set-cookie", b"a")],
            &["age: 1", "other fields: 3 (not shown)"],
        );
    }
}
