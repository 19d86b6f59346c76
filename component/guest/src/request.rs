//! Checks of the caller's request.

pub(crate) mod path;

use alloc::format;
use alloc::string::String;

use crate::secret::redact;
use crate::types::{Header, Request};
use path::RequestPath;

/// Checks method, path and header fields of a request. The error names what is invalid and what is expected. `quote`
/// quotes a value for the error.
pub(crate) fn check<'a>(
    request: &'a Request,
    quote: &dyn Fn(&str) -> String,
) -> Result<RequestPath<'a>, String> {
    if !is_token(&request.method) || request.method.len() > MAX_METHOD {
        return Err(format!(
            "invalid method {}: expected a token of at most 32 characters",
            quote(&request.method)
        ));
    }
    if matches!(request.method.as_str(), "CONNECT" | "TRACE") {
        return Err(format!("invalid method {}: CONNECT and TRACE are not allowed", quote(&request.method)));
    }
    let path =
        RequestPath::parse(&request.path).map_err(|expected| match redact::without_query(&request.path) {
            "" => format!("invalid path: {expected}"),
            path => format!("invalid path {}: {expected}", quote(path)),
        })?;
    check_headers(&request.headers, quote)?;
    Ok(path)
}

fn check_headers(headers: &[Header], quote: &dyn Fn(&str) -> String) -> Result<(), String> {
    let size: usize = headers.iter().map(|(name, value)| name.len() + value.len()).sum();
    if headers.len() > MAX_HEADERS || size > MAX_HEADER_BYTES {
        return Err("too many header fields: expected at most 128, and 64 KiB in total".into());
    }
    for (name, value) in headers {
        if !is_token(name) {
            return Err(format!("invalid header name {}: expected a token", quote(name)));
        }
        if let Some(forbidden) = FORBIDDEN.iter().find(|forbidden| name.eq_ignore_ascii_case(forbidden)) {
            return Err(format!("header field {forbidden} is set by the client: remove it"));
        }
        if !value.iter().all(|byte| matches!(byte, b'\t' | 0x20..=0x7e | 0x80..)) {
            return Err(format!("invalid value of header field {}: remove control characters", quote(name)));
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

    fn quote(text: &str) -> String {
        redact::quote(text, &[])
    }

    #[track_caller]
    fn accepts(method: &str, headers: &[(&str, &str)]) {
        assert_eq!(check(&request(method, headers), &quote), Ok(RequestPath::parse("/").expect("a path")));
    }

    #[track_caller]
    fn rejects(method: &str, headers: &[(&str, &str)]) {
        assert!(check(&request(method, headers), &quote).is_err(), "{method:?} {headers:?}");
    }

    #[test]
    fn methods_are_tokens_other_than_connect_and_trace() {
        let longest = "A".repeat(32);
        for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "get", &longest] {
            accepts(method, &[]);
        }
        for method in ["", "GET ", "G T", "GET\r\n", "CONNECT", "TRACE", "M\u{c9}THODE", &"A".repeat(33)] {
            rejects(method, &[]);
        }
    }

    #[test]
    fn reserved_and_malformed_header_fields_are_rejected() {
        accepts(
            "GET",
            &[("accept", "application/json"), ("X-Trace", "a b\tc"), ("x-empty", ""), ("x", "\u{e9}")],
        );
        for forbidden in FORBIDDEN {
            rejects("GET", &[(forbidden, "x")]);
            rejects("GET", &[(&forbidden.to_uppercase(), "x")]);
        }
        for name in ["", ":authority", "a b", "a:", "a\r\nb", "\u{e9}"] {
            rejects("GET", &[(name, "x")]);
        }
        for value in ["a\r\nb: c", "a\n", "a\0", "a\x7f"] {
            rejects("GET", &[("x", value)]);
        }
    }

    #[test]
    fn an_error_names_what_is_invalid_and_what_is_expected() {
        #[track_caller]
        fn check(request: Request, expected: &str) {
            assert_eq!(super::check(&request, &quote).err().as_deref(), Some(expected));
        }
        let path = |path: &str| Request { path: path.into(), ..request("GET", &[]) };
        check(request("G T", &[]), "invalid method \"G T\": expected a token of at most 32 characters");
        check(request("TRACE", &[]), "invalid method \"TRACE\": CONNECT and TRACE are not allowed");
        check(path("x"), "invalid path \"x\": expected exactly one / at the start");
        check(path("/a/../b?key=password"), "invalid path \"/a/../b\": remove dot segments");
        check(path("https://user:password@a/"), "invalid path: expected exactly one / at the start");
        check(request("GET", &[("a b", "x")]), "invalid header name \"a b\": expected a token");
        check(
            request("GET", &[("x-key", "password\n")]),
            "invalid value of header field \"x-key\": remove control characters",
        );
        check(request("GET", &[("Host", "x")]), "header field host is set by the client: remove it");
    }

    #[test]
    fn the_number_and_size_of_header_fields_are_limited() {
        accepts("GET", &[("x", ""); 128]);
        rejects("GET", &[("x", ""); 129]);
        accepts("GET", &[("x", &"y".repeat(65_535))]);
        rejects("GET", &[("x", &"y".repeat(65_536))]);
    }
}
