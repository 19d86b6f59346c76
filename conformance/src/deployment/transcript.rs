//! The requests of a run as events: what each was, and what came of it.

mod secrets;

use std::borrow::Cow;
use std::time::Duration;

use http::header::{self, AUTHORIZATION, HeaderMap, HeaderName};
use serde_json::{Map, Value};

use super::exchanges::answer::Answer;
use super::exchanges::recorder::Record;
use super::target::Target;
use crate::core::evidence::{Evidence, Lane};
use crate::core::redaction::{LEFT_OUT, Redaction};
use crate::core::transcript::{Printing, RecordedEvent, RecordedExchange, RecordedMessage};
use secrets::Secrets;

/// The records of one run, and the secrets in them.
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

    /// The evidence of these records.
    pub(super) fn evidence<'r>(&self, records: impl IntoIterator<Item = &'r Record>) -> Evidence {
        let events: Vec<_> = records.into_iter().map(|record| self.event(record)).collect();
        PRINTING.evidence(&events, &self.redaction)
    }

    fn event<'r>(&self, record: &'r Record) -> RecordedEvent<'r> {
        let lane = self.lane(record);
        let exchange = RecordedExchange {
            request: request(record),
            response: record.outcome.as_ref().ok().map(|answer| response(answer, lane)),
            delay: rounded(record.took),
            token: self.token(record),
        };
        RecordedEvent {
            at: rounded(record.at),
            lane,
            text: text(record),
            is_answer: false,
            exchange: Some(exchange),
        }
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

    /// The token that was issued or carried.
    fn token(&self, record: &Record) -> Option<usize> {
        let shown = record.request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let shown = shown.and_then(|value| self.secrets.number(value));
        let issued = || {
            let object = record.outcome.as_ref().ok()?.object()?;
            self.secrets.number(object.get("access_token")?.as_str()?)
        };
        shown.or_else(issued)
    }
}

/// Such as `POST /api/v1/platform/oauth/token: 200 in 12 ms`.
fn text(record: &Record) -> String {
    let request = &record.request;
    let again = if record.is_repeat { "again " } else { "" };
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let came = match &record.outcome {
        Ok(answer) => format!("{} in {} ms", answer.status, record.took.as_millis()),
        Err(error) => error.clone(),
    };
    format!("{again}{} {path}: {came}", request.method())
}

fn request(record: &Record) -> RecordedMessage<'_> {
    let request = &record.request;
    RecordedMessage {
        line: format!("{} {}", request.method(), request.uri()),
        headers: fields(request.headers()),
        body: Cow::from(&request.body()[..]),
        length: request.body().len(),
    }
}

fn response(answer: &Answer, lane: Lane) -> RecordedMessage<'_> {
    RecordedMessage {
        line: answer.status.to_string(),
        headers: fields(&answer.headers),
        body: body(answer, lane),
        length: answer.body.len(),
    }
}

fn fields(headers: &HeaderMap) -> Vec<(&str, &[u8])> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
}

/// What is printed of a body. A success shows least: a resource may answer with personal data, and a token response holds
/// tokens.
fn body(answer: &Answer, lane: Lane) -> Cow<'_, [u8]> {
    match lane {
        Lane::TokenEndpoint if answer.is_success() => {
            let outline = answer.object().map(|grant| outline(grant).to_string());
            outline.unwrap_or_else(|| LEFT_OUT.into()).into_bytes().into()
        }
        Lane::Resource if answer.is_success() => b"left out, since it may be about people".into(),
        _ => Cow::from(&answer.body[..]),
    }
}

/// A token response with no other values than those that describe its token.
fn outline(grant: Map<String, Value>) -> Value {
    let members = grant.into_iter().map(|(name, value)| {
        let describes = ["token_type", "expires_in", "scope"].contains(&name.as_str());
        let is_plain = matches!(value, Value::String(_) | Value::Number(_));
        (name, if describes && is_plain { value } else { LEFT_OUT.into() })
    });
    Value::Object(members.collect())
}

/// Real time in milliseconds.
fn rounded(time: Duration) -> Duration {
    Duration::from_millis(time.as_millis() as u64)
}

/// Every body is searched for secrets as a whole: a deployment may answer with many long ones.
const PRINTING: Printing =
    Printing { events: None, response_headers: Some(HARMLESS), body: 4096, searched: usize::MAX };
/// Header fields of responses whose values are printed.
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
