//! What a deployment answered.

use std::time::Duration;

use bytes::Bytes;
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName};
use serde_json::{Map, Value};

use crate::deployment::date;

/// One response, whole.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body, if it is a JSON object.
    pub(crate) fn object(&self) -> Option<Map<String, Value>> {
        serde_json::from_slice(&self.body).ok()
    }

    /// A header field, if it is there and text.
    pub(crate) fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// How long it asks to wait before the next request.
    pub(crate) fn patience(&self, now: Duration) -> Option<Duration> {
        let text = self.header(RETRY_AFTER).filter(|_| matches!(self.status, 429 | 503))?;
        date::wait(text, now)
    }

    /// Status and what the body is, in a few words, such as `401 {"error":"invalid_client"}` or `200, no JSON object`.
    /// It may hold secrets.
    pub(crate) fn brief(&self) -> String {
        let status = self.status;
        match self.object() {
            Some(object) if self.is_success() => {
                let members: Vec<_> = object.keys().map(String::as_str).collect();
                format!("{status} with the members {}", members.join(", "))
            }
            Some(object) => format!("{status} {}", Value::from(object)),
            None if self.body.is_empty() => format!("{status} without a body"),
            None => format!("{status}, no JSON object"),
        }
    }
}
