//! Requests, as callers ask for them and as the endpoint receives them.

use std::time::Duration;

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// One request, as the mock received it or as a caller asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Absolute.
    pub(crate) url: String,
    /// Names in lower case, in the order received.
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
    /// Time that the caller allows for the whole call. It does not travel.
    pub(crate) deadline: Option<Duration>,
}

/// As it arrives over HTTP, with an absolute URI.
impl From<http::Request<Bytes>> for Request {
    fn from(request: http::Request<Bytes>) -> Self {
        let (head, body) = request.into_parts();
        let header = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            (name.as_str().to_owned(), value.as_bytes().to_vec())
        };
        Self {
            method: head.method.to_string(),
            url: head.uri.to_string(),
            headers: head.headers.iter().map(header).collect(),
            body: body.into(),
            deadline: None,
        }
    }
}

impl Request {
    /// Every value of the header of this name.
    pub(crate) fn header<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_slice())
    }

    /// Whether the body is a form with this pair.
    pub(crate) fn holds(&self, pair: &str) -> bool {
        self.body.split(|byte| *byte == b'&').any(|known| known == pair.as_bytes())
    }

    /// Method, URL, the named headers and the body, as text to compare and to print. Two texts are the same only if
    /// all bytes are.
    pub(crate) fn shown(&self, names: &[&str]) -> String {
        let mut text = format!("{} {}\n", self.method, self.url);
        for name in names {
            for value in self.header(name) {
                text += &format!("{name}: {}\n", value.escape_ascii());
            }
        }
        text + &format!("\n{}", body(&self.body))
    }
}

/// A body as text; a long one by its length and digest.
pub(crate) fn body(bytes: &[u8]) -> String {
    if bytes.len() <= LONG {
        return bytes.escape_ascii().to_string();
    }
    let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} bytes, SHA-256 {digest}", bytes.len())
}

/// Whether two URLs are the same but for the case of percent-escapes, which means nothing: RFC 3986 section 6.2.2.1.
pub(super) fn is_same_url(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let escaped = |at: usize| a[at.saturating_sub(2)..at].contains(&b'%');
    let same = |at: usize| a[at] == b[at] || (escaped(at) && a[at].eq_ignore_ascii_case(&b[at]));
    a.len() == b.len() && (0..a.len()).all(same)
}

/// Bytes of a body that are printed one by one.
const LONG: usize = 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_of_an_escape_means_nothing_and_any_other_case_something() {
        for (a, b, same) in [
            ("/a%2f..%2Fb", "/a%2F..%2fb", true),
            ("/%252e", "/%252e", true),
            ("/%252e", "/%252E", false),
            ("/A", "/a", false),
            ("/a", "/a/", false),
        ] {
            assert_eq!(is_same_url(a, b), same, "{a} {b}");
        }
    }
}
