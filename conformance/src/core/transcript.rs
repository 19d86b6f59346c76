//! From recorded events to evidence. What may be printed of a message is decided here, for both suites.

use std::borrow::Cow;
use std::time::Duration;

use http::HeaderName;

use crate::core::evidence::{Event, Evidence, Exchange, Gap, Lane, Message};
use crate::core::redaction::{LEFT_OUT, Redacted, Redaction};

/// One event as a suite recorded it, secrets and all.
pub(crate) struct RecordedEvent<'a> {
    /// Time since the check, or the run, began.
    pub(crate) at: Duration,
    pub(crate) lane: Lane,
    /// What happened, in one line.
    pub(crate) text: String,
    /// Whether the caller got it as an answer.
    pub(crate) is_answer: bool,
    pub(crate) exchange: Option<RecordedExchange<'a>>,
}

/// One request and its response as a suite recorded them.
pub(crate) struct RecordedExchange<'a> {
    pub(crate) request: RecordedMessage<'a>,
    /// `None` if no response came.
    pub(crate) response: Option<RecordedMessage<'a>>,
    /// Time that the response took.
    pub(crate) delay: Duration,
    /// Number of the token that was issued or carried.
    pub(crate) token: Option<usize>,
}

/// A request or a response as a suite recorded it.
pub(crate) struct RecordedMessage<'a> {
    /// Method and URL, or the status.
    pub(crate) line: String,
    pub(crate) headers: Vec<(&'a str, &'a [u8])>,
    /// The body, or what stands in its place.
    pub(crate) body: Cow<'a, [u8]>,
    /// Length of the whole body in bytes.
    pub(crate) length: usize,
}

/// What a suite prints of its recorded events.
pub(crate) struct Printing {
    /// How many events are kept at the beginning and at the end; `None` keeps all.
    pub(crate) events: Option<(usize, usize)>,
    /// The header fields of responses whose values are printed; `None` prints all. Those of requests are always printed:
    /// the suite, or the subject with the secrets of the suite, wrote them.
    pub(crate) response_headers: Option<&'static [HeaderName]>,
    /// Characters of a body that are printed.
    pub(crate) body: usize,
    /// Bytes of a body that are searched for secrets: more than those that are printed and the longest secret.
    pub(crate) searched: usize,
}

impl Printing {
    /// The evidence of these events.
    pub(crate) fn evidence(&self, events: &[RecordedEvent<'_>], redaction: &Redaction) -> Evidence {
        let event = |event: &RecordedEvent<'_>| self.event(event, redaction);
        let (beginning, end) = self.events.unwrap_or((events.len(), 0));
        let Some(missing) = events.len().checked_sub(beginning + end).filter(|missing| *missing > 0) else {
            return Evidence { events: events.iter().map(event).collect(), gap: None };
        };
        let (first, last) = (&events[..beginning], &events[beginning + missing..]);
        let events = first.iter().chain(last).map(event).collect();
        Evidence { events, gap: Some(Gap { after: beginning, missing }) }
    }

    fn event(&self, event: &RecordedEvent<'_>, redaction: &Redaction) -> Event {
        let exchange = event.exchange.as_ref().map(|exchange| Exchange {
            request: self.message(&exchange.request, None, redaction),
            response: exchange
                .response
                .as_ref()
                .map(|response| self.message(response, self.response_headers, redaction)),
            delay: exchange.delay,
            token: exchange.token,
        });
        Event {
            at: event.at,
            lane: event.lane,
            text: line(&event.text, redaction),
            is_answer: event.is_answer,
            exchange,
        }
    }

    fn message(
        &self,
        message: &RecordedMessage<'_>,
        printed: Option<&[HeaderName]>,
        redaction: &Redaction,
    ) -> Message {
        let is_printed = |name: &str| printed.is_none_or(|names| names.iter().any(|known| known == name));
        let headers = message.headers.iter().take(HEADERS).map(|(name, value)| {
            let value = if is_printed(name) { text(value) } else { LEFT_OUT.into() };
            (line(name, redaction), line(&value, redaction))
        });
        Message {
            line: line(&message.line, redaction),
            headers: headers.collect(),
            body: self.excerpt(&message.body, redaction),
            length: message.length,
        }
    }

    /// The beginning of a body. It is cut after it is redacted, so that no secret is cut in two and missed.
    fn excerpt(&self, body: &[u8], redaction: &Redaction) -> Redacted {
        let searched = &body[..body.len().min(self.searched)];
        redaction.text(&text(searched)).beginning(self.body)
    }
}

fn line(text: &str, redaction: &Redaction) -> Redacted {
    redaction.text(text).beginning(LINE)
}

/// Bytes as text; bytes that are invalid UTF-8 are escaped.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.escape_ascii().to_string().into(), Cow::from)
}

/// Characters of a line that are printed, of an event, a first line or a header field: what servers usually accept.
const LINE: usize = 8192;
/// Header fields of a message that are printed.
const HEADERS: usize = 100;

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use http::header::DATE;

    use super::*;
    use crate::core::spellings::Spellings;

    fn redaction() -> Redaction {
        Redaction::new(vec![Arc::new(Spellings::new(&[("hunter2-hunter2", "<secret>")]))])
    }

    fn message<'a>(headers: &[(&'a str, &'a [u8])], body: &'a [u8]) -> RecordedMessage<'a> {
        let (headers, body) = (headers.to_vec(), Cow::from(body));
        RecordedMessage { line: "GET /hunter2-hunter2".into(), headers, length: body.len(), body }
    }

    /// What is printed of a response.
    fn printed(printing: &Printing, headers: &[(&str, &[u8])], body: &[u8]) -> Message {
        let exchange = RecordedExchange {
            request: message(headers, body),
            response: Some(message(headers, body)),
            delay: Duration::ZERO,
            token: None,
        };
        let event = RecordedEvent {
            at: Duration::ZERO,
            lane: Lane::Resource,
            text: "hunter2-hunter2".into(),
            is_answer: false,
            exchange: Some(exchange),
        };
        let mut evidence = printing.evidence(&[event], &redaction());
        let event = evidence.events.remove(0);
        assert_eq!(event.text.as_str(), "<secret>");
        let exchange = event.exchange.expect("an exchange");
        assert_eq!(
            exchange.request.headers.iter().filter(|(_, value)| value.as_str() == LEFT_OUT).count(),
            0
        );
        exchange.response.expect("a response")
    }

    #[track_caller]
    fn check(body: &[u8], expected: &str) {
        let message = printed(&ALL, &[], body);
        assert_eq!((message.body.as_str(), message.length), (expected, body.len()));
    }

    #[test]
    fn a_body_is_redacted_before_it_is_cut() {
        check(b"", "");
        check(b"it is hunter2-hunter2", "it is <se");
        check(b"\xffit", r"\xffit");
        check("\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}\u{e4}".as_bytes(), &"\u{e4}".repeat(9));
        check(&[b'x'; 200], "xxxxxxxxx");
    }

    #[test]
    fn a_message_has_bounds() {
        let long = "x".repeat(LINE + 1);
        let message = printed(&ALL, &[("x-long", long.as_bytes()); HEADERS + 1], b"");
        assert_eq!(message.headers.len(), HEADERS);
        assert_eq!(message.headers[0].1.as_str().len(), LINE);
        assert_eq!(message.line.as_str(), "GET /<secret>");
    }

    #[test]
    fn only_listed_header_fields_of_a_response_are_printed() {
        let listed = Printing { response_headers: Some(&[DATE]), ..ALL };
        let headers: &[(&str, &[u8])] =
            &[("date", b"today"), ("x-hunter2-hunter2", b"a"), ("etag", b"\"b\"")];
        let message = printed(&listed, headers, b"");
        let shown: Vec<_> =
            message.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(shown, [("date", "today"), ("x-<secret>", LEFT_OUT), ("etag", LEFT_OUT)]);
        assert_eq!(printed(&ALL, headers, b"").headers[2].1.as_str(), "\"b\"");
    }

    #[test]
    fn the_middle_of_a_long_transcript_is_left_out() {
        #[track_caller]
        fn check(events: Option<(usize, usize)>, count: usize, kept: &[usize], gap: Option<(usize, usize)>) {
            let recorded: Vec<_> = (0..count)
                .map(|number| RecordedEvent {
                    at: Duration::ZERO,
                    lane: Lane::Caller,
                    text: number.to_string(),
                    is_answer: false,
                    exchange: None,
                })
                .collect();
            let evidence = Printing { events, ..ALL }.evidence(&recorded, &redaction());
            let texts: Vec<_> = evidence.events.iter().map(|event| event.text.to_string()).collect();
            assert_eq!(texts, kept.iter().map(ToString::to_string).collect::<Vec<_>>());
            assert_eq!(evidence.gap.map(|gap| (gap.after, gap.missing)), gap);
        }
        check(None, 4, &[0, 1, 2, 3], None);
        check(Some((1, 2)), 3, &[0, 1, 2], None);
        check(Some((1, 2)), 5, &[0, 3, 4], Some((1, 2)));
    }

    const ALL: Printing = Printing { events: None, response_headers: None, body: 9, searched: 100 };
}
