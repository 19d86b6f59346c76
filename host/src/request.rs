//! Requests as callers write them.

use std::time::Duration;

use bytes::Bytes;

use crate::bindings::{nanoseconds, types::Request};

impl Request {
    /// A request without headers, body and deadline. `path` begins with `/` and may hold a query.
    pub fn new(method: impl Into<String>, path: impl Into<String>) -> Self {
        Self { method: method.into(), path: path.into(), headers: Vec::new(), body: None, deadline: None }
    }

    /// `GET` of a path with its query.
    pub fn get(path: impl Into<String>) -> Self {
        Self::new("GET", path)
    }

    /// The same request with one header field more.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<Vec<u8>>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The same request with this body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// The same request with a deadline for the whole call.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(nanoseconds(deadline));
        self
    }
}

/// The URI is a path with an optional query. An absolute URI is not cut to its path: the component gets all of it, and
/// refuses it as an invalid request. An empty body counts as none. Version and extensions are dropped.
impl From<http::Request<Bytes>> for Request {
    fn from(request: http::Request<Bytes>) -> Self {
        let (head, body) = request.into_parts();
        let field = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            (name.as_str().to_owned(), value.as_bytes().to_vec())
        };
        Self {
            method: head.method.as_str().to_owned(),
            path: head.uri.to_string(),
            headers: head.headers.iter().map(field).collect(),
            body: (!body.is_empty()).then(|| body.into()),
            deadline: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(uri: &str, path: &str) {
        let request = http::Request::get(uri).body(Bytes::new()).expect("a request");
        assert_eq!(Request::from(request).path, path);
    }

    #[test]
    fn a_uri_is_passed_on_whole() {
        check("/", "/");
        check("/a/b?c=d&e", "/a/b?c=d&e");
        check("https://evil.example/a?b", "https://evil.example/a?b");
        check("https://evil.example", "https://evil.example/");
        check("evil.example:443", "evil.example:443");
        check("*", "*");
    }

    #[test]
    fn method_fields_and_body_are_kept() {
        let request = http::Request::put("/")
            .header("accept", "text/plain")
            .header("x", "1")
            .header("x", &b"\xff"[..])
            .body(Bytes::from("text"))
            .expect("a request");
        let request = Request::from(request);
        assert_eq!(request.method, "PUT");
        let field = |name: &str, value: &[u8]| (name.to_owned(), value.to_vec());
        assert_eq!(request.headers, [field("accept", b"text/plain"), field("x", b"1"), field("x", b"\xff")]);
        assert_eq!(request.body.as_deref(), Some(&b"text"[..]));
        let request = Request::from(http::Request::new(Bytes::new()));
        assert_eq!((request.method.as_str(), request.body, request.deadline), ("GET", None, None));
    }
}
