//! Responses in the types of the `http` crate.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};

use crate::bindings::types::Response;

/// Requests sent to the resource for one call, 1 or 2. An [`http::Response`] that is converted from a
/// [`types::Response`](crate::types::Response) has it in its extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts(pub u8);

/// The extensions hold [`Attempts`].
///
/// A faulty component may return what HTTP does not allow: a status outside of 100 to 999 becomes 502 (Bad Gateway), and
/// invalid header fields are left out.
impl From<Response> for http::Response<Bytes> {
    fn from(response: Response) -> Self {
        let mut converted = Self::new(response.body.into());
        *converted.status_mut() = StatusCode::from_u16(response.status).unwrap_or(StatusCode::BAD_GATEWAY);
        for (name, value) in response.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                converted.headers_mut().append(name, value);
            }
        }
        converted.extensions_mut().insert(Attempts(response.attempts));
        converted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(status: u16, headers: &[(&str, &[u8])]) -> http::Response<Bytes> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), value.to_vec())).collect();
        Response { status, headers, body: b"text".to_vec(), attempts: 2 }.into()
    }

    #[test]
    fn status_fields_body_and_attempts_are_kept() {
        let response = converted(404, &[("Set-Cookie", b"a"), ("set-cookie", b"b"), ("x", b"\xff")]);
        assert_eq!(response.status(), 404);
        assert_eq!(response.headers().get_all("set-cookie").iter().collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(response.headers()["x"].as_bytes(), b"\xff");
        assert_eq!(response.extensions().get(), Some(&Attempts(2)));
        assert_eq!(response.into_body(), "text");
    }

    #[test]
    fn what_is_not_http_does_not_pass() {
        let response = converted(0, &[("a b", b"c"), ("x", b"a\r\nb: c"), ("y", b"z")]);
        assert_eq!(response.status(), 502);
        assert_eq!(response.headers().len(), 1);
        assert_eq!(converted(1000, &[]).status(), 502);
    }
}
