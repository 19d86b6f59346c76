//! A journal at length: one event for each thing that happened, ready to be printed.

use std::time::Duration;

use super::journal::{Act, Deed, Exchange, Journal, Kind};
use super::reply::{Fate, Reply};
use super::request::Request;
use crate::component::application::ORIGIN;
use crate::core::evidence::{self, Event, Evidence, Gap, Lane, Message};
use crate::core::redaction::{Redacted, Redaction};

impl Journal {
    /// Everything that happened, but for the middle of a long story.
    pub(crate) fn evidence(&self, redaction: &Redaction) -> Evidence {
        let all: Vec<Told<'_>> = self.acts.iter().flat_map(Act::told).collect();
        let event = |told: &Told<'_>| told.event(redaction);
        let Some(missing) = all.len().checked_sub(BEGINNING + END).filter(|missing| *missing > 0) else {
            return Evidence { events: all.iter().map(event).collect(), gap: None };
        };
        let (beginning, end) = (&all[..BEGINNING], &all[BEGINNING + missing..]);
        let events = beginning.iter().chain(end).map(event).collect();
        Evidence { events, gap: Some(Gap { after: BEGINNING, missing }) }
    }
}

/// One thing that there is to tell.
enum Told<'a> {
    Begin(&'a Act),
    Exchange(&'a Exchange),
    End(Duration, &'a str),
}

impl Act {
    fn told(&self) -> impl Iterator<Item = Told<'_>> {
        let exchanges = self.exchanges.iter().map(Told::Exchange);
        let ends = self.end.iter().flat_map(|end| {
            let texts = [&end.text, &end.said].into_iter().filter(|text| !text.is_empty());
            texts.map(|text| Told::End(end.at.elapsed, text))
        });
        [Told::Begin(self)].into_iter().chain(exchanges).chain(ends)
    }
}

impl Told<'_> {
    fn event(&self, redaction: &Redaction) -> Event {
        let event = |at, lane, text: &str| {
            let text = redaction.text(text).beginning(LINE);
            Event { at, lane, text, is_answer: matches!(self, Self::End(..)), exchange: None }
        };
        match self {
            Self::Begin(act) => {
                let lane = if matches!(act.deed, Deed::Clocks(_)) { Lane::Clocks } else { Lane::Caller };
                event(act.at.elapsed, lane, &told(&act.deed))
            }
            Self::Exchange(exchange) => exchange.event(redaction),
            Self::End(at, text) => event(*at, Lane::Caller, text),
        }
    }
}

impl Exchange {
    fn event(&self, redaction: &Redaction) -> Event {
        let lane = match self.kind {
            Kind::Token => Lane::TokenEndpoint,
            Kind::Resource => Lane::Resource,
            Kind::Unscripted => Lane::Elsewhere,
        };
        let exchange = evidence::Exchange {
            request: request(&self.request, redaction),
            response: response(&self.reply, redaction),
            delay: self.reply.delay,
            token: self.token,
        };
        let text = redaction.text(&described(self)).beginning(LINE);
        Event { at: self.at.elapsed, lane, text, is_answer: false, exchange: Some(exchange) }
    }
}

fn told(deed: &Deed) -> String {
    match deed {
        Deed::Open => "the client is opened".into(),
        Deed::Send(Request { method, url, deadline, .. }) => {
            format!("the caller sends {method} {}{}", short(url), within(*deadline))
        }
        Deed::Together(Request { method, url, .. }, callers) => {
            format!("{callers} callers send {method} {} at once", short(url))
        }
        Deed::Token(deadline) => format!("the caller asks for the token{}", within(*deadline)),
        Deed::Discard(generation) => format!("the caller discards generation {generation}"),
        Deed::Status => "the caller asks for the client's condition".into(),
        Deed::Clocks(text) => text.clone(),
    }
}

fn described(exchange: &Exchange) -> String {
    let Exchange { kind, request, reply, token, .. } = exchange;
    let mut text = format!("{} {} -> {reply}", request.method, short(&request.url));
    match (kind, token) {
        (Kind::Token, Some(number)) => text += &format!(", issues token#{number}"),
        (Kind::Resource, Some(number)) => text += &format!(", carried token#{number}"),
        (Kind::Resource, None) => text += ", carried no token that was issued",
        (Kind::Unscripted, _) => text += ", unscripted",
        (Kind::Token, None) => {}
    }
    if !reply.delay.is_zero() {
        text += &format!(", answered after {:?}", reply.delay);
    }
    text
}

fn request(request: &Request, redaction: &Redaction) -> Message {
    let short = |text: &str| redaction.text(text).beginning(LINE);
    let headers = request.headers.iter().take(HEADERS);
    Message {
        line: short(&format!("{} {}", request.method, request.url)),
        headers: headers
            .map(|(name, value)| (short(name), short(&value.escape_ascii().to_string())))
            .collect(),
        body: excerpt(&request.body, redaction),
        length: request.body.len(),
    }
}

fn response(reply: &Reply, redaction: &Redaction) -> Option<Message> {
    if matches!(reply.fate, Fate::Silence | Fate::Lost(_)) {
        return None;
    }
    Some(Message {
        line: redaction.text(&reply.to_string()),
        headers: reply
            .headers
            .iter()
            .map(|(name, value)| (redaction.text(name), redaction.text(value)))
            .collect(),
        body: excerpt(&reply.body, redaction),
        length: reply.body.len(),
    })
}

/// The beginning of a body. It is cut once it is redacted, so that no secret is cut in two and missed.
fn excerpt(body: &[u8], redaction: &Redaction) -> Redacted {
    let body = &body[..body.len().min(REDACTED)];
    let text = match std::str::from_utf8(body) {
        Ok(text) => redaction.text(text),
        Err(_) => redaction.text(&body.escape_ascii().to_string()),
    };
    text.beginning(EXCERPT)
}

fn within(deadline: Option<Duration>) -> String {
    deadline.map(|deadline| format!(" within {deadline:?}")).unwrap_or_default()
}

fn short(url: &str) -> &str {
    url.strip_prefix(ORIGIN).filter(|path| path.starts_with('/')).unwrap_or(url)
}

/// Events at the beginning and at the end of a long story that are kept.
const BEGINNING: usize = 20;
const END: usize = 40;
/// Characters of what is told of an event that are kept.
const LINE: usize = 4096;
/// Header fields of a request that are kept.
const HEADERS: usize = 100;
/// Characters of a body that are kept.
const EXCERPT: usize = 1024;
/// Bytes of a body that are searched for secrets: more than those that are kept and the longest secret.
const REDACTED: usize = 32 * 1024;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::application::PLATFORM;
    use crate::component::endpoint::journal::End;
    use crate::component::secrets;
    use crate::core::moment::Moment;

    #[test]
    fn a_question_is_no_answer() {
        let mut journal = Journal::default();
        let at = Moment::default();
        journal.begin(at, Deed::Status);
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
