//! A journal as events: what the caller did, each exchange with its bytes, and how each call ended.

use std::time::Duration;

use super::journal::{Action, Entry, Exchange, Journal, Kind};
use super::reply::{Answer, Delivery};
use super::request::Request;
use crate::component::application::ORIGIN;
use crate::core::evidence::{Evidence, Lane};
use crate::core::redaction::Redaction;
use crate::core::transcript::{Printing, RecordedEvent, RecordedExchange, RecordedMessage};

impl Journal {
    /// The evidence of a check: its beginning and its end.
    pub(crate) fn evidence(&self, redaction: &Redaction) -> Evidence {
        let events: Vec<_> = self.entries.iter().flat_map(Entry::events).collect();
        PRINTING.evidence(&events, redaction)
    }
}

impl Entry {
    fn events(&self) -> impl Iterator<Item = RecordedEvent<'_>> {
        let lane = if matches!(self.action, Action::Clocks(_)) { Lane::Clocks } else { Lane::Caller };
        let begin = event(self.at.elapsed, lane, told(&self.action));
        let ends = self.end.iter().flat_map(|end| {
            let texts = [&end.text, &end.said].into_iter().filter(|text| !text.is_empty());
            texts.map(|text| RecordedEvent {
                is_answer: true,
                ..event(end.at.elapsed, Lane::Caller, text.clone())
            })
        });
        [begin].into_iter().chain(self.exchanges.iter().map(Exchange::event)).chain(ends)
    }
}

impl Exchange {
    fn event(&self) -> RecordedEvent<'_> {
        let lane = match self.kind {
            Kind::Token => Lane::TokenEndpoint,
            Kind::Resource => Lane::Resource,
            Kind::Unscripted => Lane::Elsewhere,
        };
        let exchange = RecordedExchange {
            request: request(&self.request),
            response: response(&self.answer),
            delay: self.answer.delay(),
            token: self.token,
        };
        RecordedEvent { exchange: Some(exchange), ..event(self.at.elapsed, lane, described(self)) }
    }
}

fn event<'a>(at: Duration, lane: Lane, text: String) -> RecordedEvent<'a> {
    RecordedEvent { at, lane, text, is_answer: false, exchange: None }
}

fn told(action: &Action) -> String {
    match action {
        Action::Open => "the client is opened".into(),
        Action::Send(Request { method, url, deadline, .. }) => {
            format!("the caller sends {method} {}{}", short(url), within(*deadline))
        }
        Action::Together(Request { method, url, .. }, callers) => {
            format!("{callers} callers send {method} {} at once", short(url))
        }
        Action::Token(deadline) => format!("the caller asks for the token{}", within(*deadline)),
        Action::Discard(generation) => format!("the caller discards generation {generation}"),
        Action::Status => "the caller asks for the client's condition".into(),
        Action::Clocks(text) => text.clone(),
    }
}

fn described(exchange: &Exchange) -> String {
    let Exchange { kind, request, answer, token, .. } = exchange;
    let mut text = format!("{} {} -> {answer}", request.method, short(&request.url));
    match (kind, token) {
        (Kind::Token, Some(number)) => text += &format!(", issues token#{number}"),
        (Kind::Resource, Some(number)) => text += &format!(", carried token#{number}"),
        (Kind::Resource, None) => text += ", carried no token that was issued",
        (Kind::Unscripted, _) => text += ", unscripted",
        (Kind::Token, None) => {}
    }
    if !answer.delay().is_zero() {
        text += &format!(", answered after {:?}", answer.delay());
    }
    text
}

fn request(request: &Request) -> RecordedMessage<'_> {
    RecordedMessage {
        line: format!("{} {}", request.method, request.url),
        headers: request.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect(),
        body: (&request.body).into(),
        length: request.body.len(),
    }
}

fn response(answer: &Answer) -> Option<RecordedMessage<'_>> {
    let reply = answer.reply().filter(|reply| reply.delivery != Delivery::Silence)?;
    let body = reply.response.body();
    let headers = reply.response.headers().iter();
    Some(RecordedMessage {
        line: reply.to_string(),
        headers: headers.map(|(name, value)| (name.as_str(), value.as_bytes())).collect(),
        body: body.as_ref().into(),
        length: body.len(),
    })
}

fn within(deadline: Option<Duration>) -> String {
    deadline.map(|deadline| format!(" within {deadline:?}")).unwrap_or_default()
}

fn short(url: &str) -> &str {
    url.strip_prefix(ORIGIN).filter(|path| path.starts_with('/')).unwrap_or(url)
}

/// A subject is sent nothing but what a script says, so every header field is printed.
const PRINTING: Printing =
    Printing { events: Some((20, 40)), response_headers: None, body: 1024, searched: 32 * 1024 };

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::application::PLATFORM;
    use crate::component::endpoint::journal::End;
    use crate::component::secrets;
    use crate::core::clocks::Moment;

    #[test]
    fn an_action_is_not_an_answer() {
        let mut journal = Journal::default();
        let at = Moment::default();
        journal.begin(at, Action::Status);
        journal.end(End { at, text: "gated".into(), said: String::new() });
        let evidence = journal.evidence(&secrets::redaction(&PLATFORM, 0));
        let told: Vec<_> =
            evidence.events.iter().map(|event| (event.text.as_str(), event.is_answer)).collect();
        assert_eq!(told, [("the caller asks for the client's condition", false), ("gated", true)]);
    }

    #[test]
    fn foreign_origins_are_printed_whole() {
        assert_eq!(short("https://scaikey.test/a"), "/a");
        assert_eq!(short("https://scaikey.test.evil/a"), "https://scaikey.test.evil/a");
    }
}
