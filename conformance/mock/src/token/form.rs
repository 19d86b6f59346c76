//! The form of a token request.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::Request;
use http::header::{CONTENT_TYPE, HeaderMap};

use super::error::TokenError;

/// Fields by name.
pub(crate) struct Form(BTreeMap<String, String>);

impl Form {
    /// Fails if the body is not a form, or has a field twice (RFC 6749 section 3.2).
    pub(crate) fn read(request: &Request<Bytes>) -> Result<Self, TokenError> {
        if !is_type(request.headers(), "application/x-www-form-urlencoded") {
            return Err(TokenError::invalid_request("the body is no form"));
        }
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(request.body()) {
            if fields.insert(name.into_owned(), value.into_owned()).is_some() {
                return Err(TokenError::invalid_request("a field is there twice"));
            }
        }
        Ok(Self(fields))
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// Whether the content type is this one, with any parameters.
pub(crate) fn is_type(headers: &HeaderMap, expected: &str) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(expected)
}
