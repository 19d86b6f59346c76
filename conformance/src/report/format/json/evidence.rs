//! The evidence of one check as JSON.

use std::time::Duration;

use serde::Serialize;

use crate::core::evidence::{self, Lane};
use crate::core::redaction::Redacted;

#[derive(Serialize)]
pub(super) struct Evidence<'a> {
    events: Vec<Event<'a>>,
    gap: Option<Gap>,
}

#[derive(Serialize)]
struct Gap {
    after: usize,
    missing: usize,
}

#[derive(Serialize)]
struct Event<'a> {
    at: String,
    lane: &'static str,
    text: &'a Redacted,
    is_answer: bool,
    exchange: Option<Exchange<'a>>,
}

#[derive(Serialize)]
struct Exchange<'a> {
    request: Message<'a>,
    response: Option<Message<'a>>,
    delay: String,
    token: Option<usize>,
}

#[derive(Serialize)]
struct Message<'a> {
    line: &'a Redacted,
    headers: &'a [(Redacted, Redacted)],
    body: &'a Redacted,
    length: usize,
}

impl<'a> From<&'a evidence::Evidence> for Evidence<'a> {
    fn from(evidence: &'a evidence::Evidence) -> Self {
        let gap = evidence.gap.map(|gap| Gap { after: gap.after, missing: gap.missing });
        Self { events: evidence.events.iter().map(Event::from).collect(), gap }
    }
}

impl<'a> From<&'a evidence::Event> for Event<'a> {
    fn from(event: &'a evidence::Event) -> Self {
        let lane = match event.lane {
            Lane::Caller => "caller",
            Lane::TokenEndpoint => "token endpoint",
            Lane::Resource => "resource",
            Lane::Metadata => "metadata",
            Lane::Elsewhere => "elsewhere",
            Lane::Clocks => "clocks",
        };
        let exchange = event.exchange.as_ref().map(Exchange::from);
        Self { at: nanoseconds(event.at), lane, text: &event.text, is_answer: event.is_answer, exchange }
    }
}

impl<'a> From<&'a evidence::Exchange> for Exchange<'a> {
    fn from(exchange: &'a evidence::Exchange) -> Self {
        Self {
            request: Message::from(&exchange.request),
            response: exchange.response.as_ref().map(Message::from),
            delay: nanoseconds(exchange.delay),
            token: exchange.token,
        }
    }
}

impl<'a> From<&'a evidence::Message> for Message<'a> {
    fn from(message: &'a evidence::Message) -> Self {
        let evidence::Message { line, headers, body, length } = message;
        Self { line, headers, body, length: *length }
    }
}

/// A duration as an integer in quotes: many readers of JSON round numbers above 2^53, which is 104 days.
pub(super) fn nanoseconds(duration: Duration) -> String {
    duration.as_nanos().to_string()
}
