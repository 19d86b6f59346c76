//! What a server answers to one request, and how far it gets on the way to the client.

/// The body of a response on its way.
mod body;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use http::{HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

pub use body::ReplyBody;

/// The reply to one request.
#[derive(Clone)]
pub struct Reply {
    /// The response to send, as far as `delivery` lets it get.
    pub response: Response<Bytes>,
    /// How long the server holds it back.
    pub delay: Duration,
    /// How far it gets.
    pub delivery: Delivery,
    /// Whether it is sent before the body of the request was read.
    pub early: bool,
    /// What a log says about it.
    pub note: Note,
}

/// How far a reply gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// All of it arrives.
    #[default]
    Whole,
    /// The connection closes after so many bytes of the body, before anything says that the body is complete.
    Cut(usize),
    /// After so many bytes of the body nothing more arrives, and the connection stays open.
    Stalled(usize),
    /// One byte of the body arrives at a time, each after this time. The last byte never arrives.
    Dripping(Duration),
    /// The body never ends.
    Endless,
    /// Nothing arrives, and the connection stays open.
    Silence,
    /// The connection is reset before the first byte.
    Reset,
    /// The connection closes before the first byte.
    Closed,
    /// What arrives is not HTTP.
    NotHttp,
}

/// What a log may say about an exchange. Holds no secret and no token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The path of the request, with `…` for each segment that the deployment does not know.
    pub path: String,
    /// The client id of the application that asked, if it was recognised.
    pub client_id: Option<String>,
    /// What was granted, or why nothing was granted.
    pub summary: String,
}

impl Reply {
    /// A response with this status, without header fields and without a body.
    pub fn empty(status: StatusCode) -> Self {
        let mut response = Response::default();
        *response.status_mut() = status;
        let (delay, delivery, note) = (Duration::ZERO, Delivery::Whole, Note::default());
        Self { response, delay, delivery, early: false, note }
    }

    /// The same with one more header field. Panics if the name or the value is invalid.
    pub fn header(
        mut self,
        name: impl TryInto<HeaderName, Error: fmt::Debug>,
        value: impl TryInto<HeaderValue, Error: fmt::Debug>,
    ) -> Self {
        let name = name.try_into().expect("a valid header name");
        self.response.headers_mut().append(name, value.try_into().expect("a valid header value"));
        self
    }

    /// The same with this body.
    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        Self { response: self.response.map(|_| Bytes::from(body.into())), ..self }
    }

    /// The same, held back for this time.
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// The same, which gets as far as this.
    pub fn delivery(self, delivery: Delivery) -> Self {
        Self { delivery, ..self }
    }

    /// The same, sent before the body of the request was read.
    pub fn early(self) -> Self {
        Self { early: true, ..self }
    }

    /// Whether all of it arrives, and as many bytes as its `Content-Length` says.
    pub fn is_whole(&self) -> bool {
        let length = self.response.body().len().to_string();
        let mut claims = self.response.headers().get_all(CONTENT_LENGTH).iter();
        self.delivery == Delivery::Whole && claims.all(|claim| *claim == length)
    }

    /// The response, with a body that gets as far as the delivery lets it. A delivery without a response, such as
    /// [`Delivery::Reset`], is for the caller to see to.
    pub fn into_response(self) -> Response<ReplyBody> {
        let delivery = self.delivery;
        self.response.map(|bytes| ReplyBody::new(bytes, delivery))
    }

    /// JSON with this status.
    pub(crate) fn json(status: StatusCode, body: &Value) -> Self {
        Self::empty(status).header(CONTENT_TYPE, "application/json").body(body.to_string())
    }

    /// An error as the admin API words it.
    pub(crate) fn detail(status: StatusCode, detail: &str) -> Self {
        Self::json(status, &json!({ "detail": detail })).noted(detail)
    }

    /// A login page, where a program expects JSON.
    pub(crate) fn page() -> Self {
        let reply = Self::empty(StatusCode::OK).header(CONTENT_TYPE, "text/html").body(LOGIN);
        reply.noted("a login page")
    }

    pub(crate) fn is_json(&self) -> bool {
        self.response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json")
    }

    /// The same, about this application.
    pub(crate) fn by(mut self, id: &str) -> Self {
        self.note.client_id = Some(id.to_owned());
        self
    }

    /// The same with this summary in its note.
    pub(crate) fn noted(mut self, summary: impl Into<String>) -> Self {
        self.note.summary = summary.into();
        self
    }
}

/// In short: the status and how far the reply gets, such as `200, cut off`.
impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.response.status().as_u16();
        match self.delivery {
            Delivery::Whole => write!(f, "{status}"),
            Delivery::Cut(_) => write!(f, "{status}, cut off"),
            Delivery::Stalled(_) => write!(f, "{status}, stalled"),
            Delivery::Dripping(_) => write!(f, "{status}, dripping"),
            Delivery::Endless => write!(f, "{status}, endless"),
            Delivery::Silence => f.write_str("silence"),
            Delivery::Reset => f.write_str("reset"),
            Delivery::Closed => f.write_str("closed"),
            Delivery::NotHttp => f.write_str("not HTTP"),
        }
    }
}

/// Without the body and the header fields: they may hold a token.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.response.status())
            .field("delay", &self.delay)
            .field("delivery", &self.delivery)
            .field("early", &self.early)
            .field("note", &self.note)
            .finish_non_exhaustive()
    }
}

const LOGIN: &str = "<!doctype html><title>Sign in</title><form method=\"post\">Sign in to continue</form>\n";
