//! What the mock answers, and what becomes of it on the way.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

/// One answer.
pub struct Reply {
    /// As it is sent, unless its delivery is another.
    pub response: Response<Bytes>,
    /// How long it is held back.
    pub delay: Duration,
    /// How far it gets.
    pub delivery: Delivery,
    /// What a log tells of it.
    pub note: Note,
}

/// How far an answer gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// All of it arrives.
    #[default]
    Whole,
    /// The connection is reset before a byte of it.
    Reset,
    /// The connection closes after so many bytes of the body, at the latest before its last.
    Cut(usize),
}

/// What a log may tell of an exchange. Holds no secret and no token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The path of the request, with `…` for each segment that the deployment does not know.
    pub path: String,
    /// The client id of an application that was recognised.
    pub who: Option<String>,
    /// What was granted, or why nothing was.
    pub what: String,
}

impl Reply {
    /// JSON with this status.
    pub(crate) fn json(status: StatusCode, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    /// An error as the admin API has it.
    pub(crate) fn detail(status: StatusCode, detail: &str) -> Self {
        Self::json(status, &json!({ "detail": detail })).noted(detail)
    }

    /// A page for people, where a program expects JSON.
    pub(crate) fn page() -> Self {
        Self::new(StatusCode::OK, "text/html", LOGIN).noted("a login page")
    }

    /// No body.
    pub(crate) fn empty(status: StatusCode) -> Self {
        let mut reply = Self::new(status, "text/plain", "");
        reply.response.headers_mut().remove(CONTENT_TYPE);
        reply
    }

    pub(crate) fn is_json(&self) -> bool {
        self.response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json")
    }

    /// The same with one more header field, unless its value cannot be one.
    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::try_from(value) {
            self.response.headers_mut().insert(name, value);
        }
        self
    }

    /// The same, about this application.
    pub(crate) fn by(mut self, id: &str) -> Self {
        self.note.who = Some(id.to_owned());
        self
    }

    /// The same with this in its note.
    pub(crate) fn noted(mut self, what: impl Into<String>) -> Self {
        self.note.what = what.into();
        self
    }

    fn new(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Self {
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        Self { response, delay: Duration::ZERO, delivery: Delivery::Whole, note: Note::default() }
    }
}

/// Without the body and the header fields: there may be a token in them.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.response.status())
            .field("delay", &self.delay)
            .field("delivery", &self.delivery)
            .field("note", &self.note)
            .finish_non_exhaustive()
    }
}

const LOGIN: &str = "<!doctype html><title>Sign in</title><form method=\"post\">Sign in to continue</form>\n";
