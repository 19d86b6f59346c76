//! Checks of the caller's request.

pub(crate) mod path;

use alloc::format;
use alloc::string::String;

use crate::types::{Header, Request};
use path::RequestPath;

/// Checks method, path and header fields of a request. The error says what is expected.
pub(crate) fn check(request: &Request) -> Result<RequestPath<'_>, String> {
    if !is_token(&request.method) || request.method.len() > MAX_METHOD {
        return Err("method is not a token of at most 32 characters".into());
    }
    if matches!(request.method.as_str(), "CONNECT" | "TRACE") {
        return Err(format!("method {} is not for protected resources", request.method));
    }
    let path = RequestPath::parse(&request.path)?;
    check_headers(&request.headers)?;
    Ok(path)
}

fn check_headers(headers: &[Header]) -> Result<(), String> {
    let size: usize = headers.iter().map(|(name, value)| name.len() + value.len()).sum();
    if headers.len() > MAX_HEADERS || size > MAX_HEADER_BYTES {
        return Err("headers are more than 128 or 64 KiB".into());
    }
    for (number, (name, value)) in headers.iter().enumerate() {
        if !is_token(name) {
            return Err(format!("name of header {} is not a token", number + 1));
        }
        if let Some(forbidden) = FORBIDDEN.iter().find(|forbidden| name.eq_ignore_ascii_case(forbidden)) {
            return Err(format!("header {forbidden} belongs to the client: leave it out"));
        }
        if !value.iter().all(|byte| matches!(byte, b'\t' | 0x20..=0x7e | 0x80..)) {
            return Err(format!("value of header {} holds a control character", number + 1));
        }
    }
    Ok(())
}

/// A token of RFC 9110 section 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Header fields that the client sets itself, or that control the connection.
const FORBIDDEN: [&str; 14] = [
    "authorization",
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
const MAX_METHOD: usize = 32;
const MAX_HEADERS: usize = 128;
const MAX_HEADER_BYTES: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn request(method: &str, headers: &[(&str, &str)]) -> Request {
        let headers = headers.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        Request { method: method.into(), path: "/".into(), headers, body: None, deadline: None }
    }

    #[track_caller]
    fn accepts(method: &str, headers: &[(&str, &str)]) {
        assert_eq!(check(&request(method, headers)), Ok(RequestPath::parse("/").expect("a path")));
    }

    #[track_caller]
    fn refuses(method: &str, headers: &[(&str, &str)]) {
        assert!(check(&request(method, headers)).is_err(), "{method:?} {headers:?}");
    }

    #[test]
    fn methods_are_tokens_other_than_connect_and_trace() {
        let longest = "A".repeat(32);
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "get", &longest] {
            accepts(method, &[]);
        }
        for method in ["", "GET ", "G T", "GET\r\n", "CONNECT", "TRACE", "M\u{c9}THODE", &"A".repeat(33)] {
            refuses(method, &[]);
        }
    }

    #[test]
    fn reserved_and_malformed_header_fields_are_rejected() {
        accepts(
            "GET",
            &[("accept", "application/json"), ("X-Trace", "a b\tc"), ("x-empty", ""), ("x", "\u{e9}")],
        );
        for forbidden in FORBIDDEN {
            refuses("GET", &[(forbidden, "x")]);
            refuses("GET", &[(&forbidden.to_uppercase(), "x")]);
        }
        for name in ["", ":authority", "a b", "a:", "a\r\nb", "\u{e9}"] {
            refuses("GET", &[(name, "x")]);
        }
        for value in ["a\r\nb: c", "a\n", "a\0", "a\x7f"] {
            refuses("GET", &[("x", value)]);
        }
    }

    #[test]
    fn the_number_and_size_of_header_fields_are_limited() {
        accepts("GET", &[("x", ""); 128]);
        refuses("GET", &[("x", ""); 129]);
        accepts("GET", &[("x", &"y".repeat(65_535))]);
        refuses("GET", &[("x", &"y".repeat(65_536))]);
    }
}
