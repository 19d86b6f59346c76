//! What happened in one check, as reports print it.

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{AUTHORIZATION, COOKIE, SET_COOKIE};

use super::answer::Answer;
use super::recorder::Record;
use super::secrets::Secrets;
use super::target::Target;
use crate::evidence::{Event, Evidence, Exchange, Lane, Message};
use crate::redaction::{Redacted, Redaction};

/// Tells of the records of one run.
pub(super) struct Story<'a> {
    target: &'a Target,
    secrets: Secrets,
    pub(super) redaction: Redaction,
}

impl<'a> Story<'a> {
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

    fn request(&self, record: &Record) -> Message {
        let request = &record.request;
        let line = format!("{} {}", request.method(), request.uri());
        self.message(&line, request.headers(), request.body())
    }

    /// What a resource answers to whoever may read it may be about people: it stays out of reports.
    fn response(&self, answer: &Answer, lane: Lane) -> Message {
        let message = self.message(&answer.status.to_string(), &answer.headers, &answer.body);
        if lane == Lane::Resource && answer.is_success() {
            return Message { body: "left out, since it may be about people".into(), ..message };
        }
        message
    }

    fn message(&self, line: &str, headers: &HeaderMap, body: &Bytes) -> Message {
        let field = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            let value = if [COOKIE, SET_COOKIE].contains(name) {
                "left out, since it may be a secret".into()
            } else {
                self.redaction.text(&String::from_utf8_lossy(value.as_bytes()))
            };
            (Redacted::of_the_suite(name.as_str()), value)
        };
        Message {
            line: self.redaction.text(line),
            headers: headers.iter().map(field).collect(),
            body: self.redaction.text(&String::from_utf8_lossy(body)).beginning(LONG),
            length: body.len(),
        }
    }
}

/// Real time is not more exact than this.
fn rounded(time: Duration) -> Duration {
    Duration::from_millis(time.as_millis() as u64)
}

/// Characters of a body that are shown.
const LONG: usize = 4096;
