//! What happened in one check, as reports print it.

mod secrets;

use std::time::Duration;

use http::header::{self, AUTHORIZATION, HeaderName, HeaderValue};
use serde_json::{Map, Value};

use super::exchanges::answer::Answer;
use super::exchanges::recorder::Record;
use super::target::Target;
use crate::core::evidence::{Event, Evidence, Exchange, Lane, Message};
use crate::core::redaction::{Redacted, Redaction};
use secrets::Secrets;

/// Tells of the records of one run.
pub(super) struct Transcript<'a> {
    target: &'a Target,
    secrets: Secrets,
    pub(super) redaction: Redaction,
}

impl<'a> Transcript<'a> {
    pub(super) fn of(target: &'a Target, records: &[Record]) -> Self {
        let secrets = Secrets::of(target, records);
        let redaction = secrets.redaction();
        Self { target, secrets, redaction }
    }

    /// What these records show, in order.
    pub(super) fn evidence(&self, records: &[Record]) -> Evidence {
        Evidence { events: records.iter().map(|record| self.event(record)).collect(), gap: None }
    }

    fn event(&self, record: &Record) -> Event {
        let lane = self.lane(record);
        let exchange = Exchange {
            request: self.request(record),
            response: record.outcome.as_ref().ok().map(|answer| self.response(answer, lane)),
            delay: rounded(record.took),
            token: self.token(record),
        };
        Event {
            at: rounded(record.at),
            lane,
            text: self.redaction.text(&self.text(record)),
            is_answer: false,
            exchange: Some(exchange),
        }
    }

    /// Such as `POST /api/v1/platform/oauth/token: 200 in 12 ms`.
    fn text(&self, record: &Record) -> String {
        let request = &record.request;
        let again = if record.is_repeat { "again " } else { "" };
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let came = match &record.outcome {
            Ok(answer) => format!("{} in {} ms", answer.status, record.took.as_millis()),
            Err(trouble) => trouble.clone(),
        };
        format!("{again}{} {path}: {came}", request.method())
    }

    fn lane(&self, record: &Record) -> Lane {
        let url = record.request.uri().to_string();
        let path = record.request.uri().path();
        if url == self.target.token_url() {
            Lane::TokenEndpoint
        } else if path.contains("/.well-known/") {
            Lane::Metadata
        } else {
            Lane::Resource
        }
    }

    /// The token that was issued, or shown.
    fn token(&self, record: &Record) -> Option<usize> {
        let shown = record.request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let shown = shown.and_then(|value| self.secrets.number(value));
        let issued = || {
            let object = record.outcome.as_ref().ok()?.object()?;
            self.secrets.number(object.get("access_token")?.as_str()?)
        };
        shown.or_else(issued)
    }

    /// The suite wrote its header fields itself.
    fn request(&self, record: &Record) -> Message {
        let request = &record.request;
        let fields = request.headers().iter().map(|(name, value)| (name.as_str().into(), shown(value)));
        Message {
            line: self.redaction.text(&format!("{} {}", request.method(), request.uri())),
            headers: self.redacted(fields),
            body: self.redaction.text(&String::from_utf8_lossy(request.body())).beginning(LONG),
            length: request.body().len(),
        }
    }

    fn response(&self, answer: &Answer, lane: Lane) -> Message {
        let fields = answer.headers.iter().map(|(name, value)| {
            let value = if HARMLESS.contains(name) { shown(value) } else { LEFT_OUT.into() };
            (name.as_str().into(), value)
        });
        Message {
            line: self.redaction.text(&answer.status.to_string()),
            headers: self.redacted(fields),
            body: self.redaction.text(&body(answer, lane)).beginning(LONG),
            length: answer.body.len(),
        }
    }

    fn redacted(&self, fields: impl Iterator<Item = (String, String)>) -> Vec<(Redacted, Redacted)> {
        fields.map(|(name, value)| (self.redaction.text(&name), self.redaction.text(&value))).collect()
    }
}

fn shown(value: &HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

/// What is shown of a body. Success shows least: what a resource answers may be about people, and a token is a token
/// wherever in a grant it stands.
fn body(answer: &Answer, lane: Lane) -> String {
    match lane {
        Lane::TokenEndpoint if answer.is_success() => {
            answer.object().map_or_else(|| LEFT_OUT.into(), |grant| outline(grant).to_string())
        }
        Lane::Resource if answer.is_success() => "left out, since it may be about people".into(),
        _ => String::from_utf8_lossy(&answer.body).into_owned(),
    }
}

/// A grant with no other values than those that describe its token.
fn outline(grant: Map<String, Value>) -> Value {
    let members = grant.into_iter().map(|(name, value)| {
        let describes = ["token_type", "expires_in", "scope"].contains(&name.as_str());
        let is_plain = matches!(value, Value::String(_) | Value::Number(_));
        (name, if describes && is_plain { value } else { LEFT_OUT.into() })
    });
    Value::Object(members.collect())
}

/// Real time is not more exact than this.
fn rounded(time: Duration) -> Duration {
    Duration::from_millis(time.as_millis() as u64)
}

/// Characters of a body that are shown.
const LONG: usize = 4096;
const LEFT_OUT: &str = "left out, since it may be a secret";
/// Header fields of responses whose values are shown.
const HARMLESS: &[HeaderName] = &[
    header::AGE,
    header::ALLOW,
    header::CACHE_CONTROL,
    header::CONNECTION,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::DATE,
    header::EXPIRES,
    header::LOCATION,
    header::PRAGMA,
    header::RETRY_AFTER,
    header::SERVER,
    header::TRANSFER_ENCODING,
    header::VARY,
    header::VIA,
    header::WWW_AUTHENTICATE,
];

#[cfg(test)]
mod tests;
