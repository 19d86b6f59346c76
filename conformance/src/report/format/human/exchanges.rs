//! The last exchanges of one check as they were on the wire.

use super::LENGTH;
use crate::core::evidence::{Evidence, Exchange, Message};
use crate::core::redaction::Redacted;
use crate::report::excerpt::line;

/// The lines of the last exchanges, such as
///
/// ```text
/// -> GET https://scaikey.test/api/v1/admin/tenants
///      authorization: Bearer token#1
/// <- 200
///      13 bytes: {"tenants":[]}
/// ```
pub(super) fn exchanges(evidence: &Evidence) -> Vec<String> {
    let all: Vec<_> = evidence.events.iter().filter_map(|event| event.exchange.as_ref()).collect();
    all[all.len().saturating_sub(MOST)..].iter().flat_map(|exchange| shown(exchange)).collect()
}

fn shown(Exchange { request, response, .. }: &Exchange) -> Vec<String> {
    let mut lines = message("->", request);
    match response {
        Some(response) => lines.extend(message("<-", response)),
        None => lines.push("<- nothing".into()),
    }
    lines
}

fn message(arrow: &str, message: &Message) -> Vec<String> {
    let brief = |text: &Redacted| line(text.as_str(), LENGTH);
    let (shown, more) = message.headers.split_at(message.headers.len().min(HEADERS));
    let mut lines = vec![format!("{arrow} {}", brief(&message.line))];
    lines.extend(shown.iter().map(|(name, value)| format!("     {}: {}", brief(name), brief(value))));
    if !more.is_empty() {
        lines.push(format!("     ... {} headers left out", more.len()));
    }
    if message.length > 0 {
        lines.push(format!("     {} bytes: {}", message.length, brief(&message.body)));
    }
    lines
}

/// Exchanges that are shown.
const MOST: usize = 4;
/// Header fields of one message that are shown.
const HEADERS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::evidence::{Event, Lane};
    use std::time::Duration;

    fn message(line: &str, headers: usize, body: &str) -> Message {
        let bearer = ("authorization".into(), "Bearer token#1".into());
        let (line, length) = (Redacted::of_the_suite(line), body.len());
        Message { line, headers: vec![bearer; headers], body: Redacted::of_the_suite(body), length }
    }

    /// The lines of requests with these numbers of header fields, all with the same response.
    fn shown(headers: &[usize], response: Option<Message>) -> Vec<String> {
        let event = |headers: &usize| {
            let request = message(&format!("GET /{headers}"), *headers, "");
            let exchange =
                Exchange { request, response: response.clone(), delay: Duration::ZERO, token: None };
            Event {
                at: Duration::ZERO,
                lane: Lane::Resource,
                text: "".into(),
                is_answer: false,
                exchange: Some(exchange),
            }
        };
        exchanges(&Evidence { events: headers.iter().map(event).collect(), gap: None })
    }

    #[test]
    fn an_exchange_is_shown_as_it_was_on_the_wire() {
        let response = message("200", 0, "{\n  \"tenants\": []\n}");
        let expected = [
            "-> GET /1",
            "     authorization: Bearer token#1",
            "<- 200",
            "     19 bytes: { \"tenants\": [] }",
        ];
        assert_eq!(shown(&[1], Some(response)), expected);
    }

    #[test]
    fn a_request_without_a_response_says_so() {
        assert_eq!(shown(&[0], None), ["-> GET /0", "<- nothing"]);
    }

    #[test]
    fn only_the_last_exchanges_and_the_first_headers_are_shown() {
        let lines = shown(&[9, 0, 0, 0, 14], None);
        assert!(!lines.contains(&"-> GET /9".into()), "{lines:?}");
        assert_eq!(lines.len(), 3 * 2 + 1 + 12 + 1 + 1);
        assert_eq!(lines[19], "     ... 2 headers left out");
        let endless = message("200", 0, &"x".repeat(5_000));
        assert!(shown(&[0], Some(endless)).iter().all(|line| line.len() < 500));
    }
}
