//! The path of a request. It may come from an untrusted source.

use alloc::vec::Vec;
use fluent_uri::UriRef;

/// A path with an optional query. Appended to the prefix of the base URL, it stays on the origin and below the prefix.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RequestPath<'a>(&'a str);

impl<'a> RequestPath<'a> {
    /// Parses a path. The error says what is expected.
    pub(crate) fn parse(text: &'a str) -> Result<Self, &'static str> {
        if text.len() > MAX_LENGTH {
            return Err("expected at most 8,192 bytes");
        }
        if !text.starts_with('/') || text.starts_with("//") {
            return Err("expected exactly one / at the start");
        }
        let reference =
            UriRef::parse(text).map_err(|_| "percent-encode characters that are not allowed in URLs")?;
        if reference.has_fragment() {
            return Err("remove the fragment");
        }
        if has_dot_segment(reference.path().as_str()) {
            return Err("remove dot segments");
        }
        Ok(Self(text))
    }

    pub(crate) fn as_str(&self) -> &'a str {
        self.0
    }
}

/// Whether any segment is `.` or `..`, even to a server that decodes the path before it splits it, or splits it at `\`.
fn has_dot_segment(path: &str) -> bool {
    let mut decoded = Vec::with_capacity(path.len());
    for byte in path.bytes() {
        decoded.push(byte.to_ascii_lowercase());
        let replacement = match decoded.last_chunk() {
            Some(b"%2e") => b'.',
            Some(b"%2f" | b"%5c") => b'/',
            _ => continue,
        };
        decoded.truncate(decoded.len() - 3);
        decoded.push(replacement);
    }
    decoded.split(|byte| *byte == b'/').any(|segment| matches!(segment, b"." | b".."))
}

const MAX_LENGTH: usize = 8192;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<(), &str>) {
        assert_eq!(RequestPath::parse(text).map(|_| ()), expected, "{text:?}");
    }

    #[test]
    fn paths_on_the_origin_are_accepted() {
        for text in [
            "/",
            "/api/v1/admin/tenants",
            "/api/v1/admin/tenants/",
            "/a//b",
            "/a:b@c/d;e=f,g",
            "/users?search=a%20b&page=1",
            "/redirect?to=https://elsewhere.example/../x",
            "/a%2Fb",
            "/.well-known/...",
            "/@evil.example/",
        ] {
            check(text, Ok(()));
        }
    }

    #[test]
    fn paths_that_could_leave_the_origin_or_the_prefix_are_rejected() {
        let slash = Err("expected exactly one / at the start");
        for text in [
            "",
            "a",
            "?a",
            "#a",
            "//evil.example",
            "///",
            "https://evil.example/",
            "@evil.example",
            ".evil.example",
            "\\a",
            " /a",
        ] {
            check(text, slash);
        }
        let dots = Err("remove dot segments");
        for text in
            ["/.", "/..", "/a/../b", "/a/./b", "/%2e%2E/a", "/.%2e", "/a%2f..%2Fb", "/a%5c..%5cb", "/a/..?b"]
        {
            check(text, dots);
        }
        let character = Err("percent-encode characters that are not allowed in URLs");
        for text in [
            "/\\evil.example",
            "/a\\b",
            "/a b",
            "/a\r\nx: y",
            "/a\tb",
            "/a\0",
            "/a\x7f",
            "/\u{e9}",
            "/a%",
            "/a%zz",
            "/a{b}",
            "/a|b",
            "/a\"b",
            "/a<b>",
            "/a?b=[c]",
        ] {
            check(text, character);
        }
        check("/a#b", Err("remove the fragment"));
    }

    #[test]
    fn the_length_is_limited() {
        let longest = format!("/{}", "a".repeat(MAX_LENGTH - 1));
        check(&longest, Ok(()));
        check(&format!("{longest}a"), Err("expected at most 8,192 bytes"));
    }
}
