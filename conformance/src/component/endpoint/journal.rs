//! The journal of one check: the actions of the caller, and the requests that they caused.

use std::time::Duration;

use super::reply::Answer;
use super::request::Request;
use crate::core::clocks::Moment;

/// The entries of one check, in order.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    pub(crate) entries: Vec<Entry>,
}

/// One action of the caller or of the harness.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) at: Moment,
    pub(crate) action: Action,
    /// The requests that the mock endpoint received meanwhile.
    pub(crate) exchanges: Vec<Exchange>,
    /// How it ended, once it is over.
    pub(crate) end: Option<End>,
    /// Where the leak scan found a secret, if not in `end`.
    pub(crate) leak: Option<String>,
}

/// How an action ended.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) at: Moment,
    /// The result in words that checks compare. Empty if it needs no words.
    pub(crate) text: String,
    /// All texts of an error. Empty if there was none.
    pub(crate) said: String,
}

/// What was done.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// A client was opened.
    Open,
    /// A request was sent through the client.
    Send(Request),
    /// So many callers sent this at once, each with its number in a header field.
    Together(Request, usize),
    /// The token was asked for, with this deadline.
    Token(Option<Duration>),
    /// The token of this generation was discarded.
    Discard(u64),
    /// The status of the client was asked for.
    Status,
    /// Something happened to the clocks; the text says what.
    Clocks(String),
}

/// One request and its answer.
#[derive(Clone, Debug)]
pub(crate) struct Exchange {
    pub(crate) at: Moment,
    pub(crate) kind: Kind,
    pub(crate) request: Request,
    pub(crate) answer: Answer,
    /// Number of the token that the reply issued, or that the request carried.
    pub(crate) token: Option<usize>,
}

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The token endpoint, by `POST`, while a call is under way.
    Token,
    /// The resource that the call under way is for.
    Resource,
    /// Anything else.
    Unscripted,
}

impl Journal {
    pub(crate) fn begin(&mut self, at: Moment, action: Action) {
        self.entries.push(Entry { at, action, exchanges: Vec::new(), end: None, leak: None });
    }

    pub(crate) fn end(&mut self, end: End) {
        if let Some(entry) = self.entries.last_mut() {
            entry.end = Some(end);
        }
    }

    /// Records where a secret was found.
    pub(crate) fn leak(&mut self, place: &str) {
        if let Some(entry) = self.entries.last_mut() {
            entry.leak.get_or_insert_with(|| place.into());
        }
    }

    /// The header fields and the body of a response that no reply of the current entry had.
    pub(crate) fn additions(&self, headers: &[(String, Vec<u8>)], body: &[u8]) -> Vec<Vec<u8>> {
        let exchanges = self.entries.last().map(|entry| &entry.exchanges[..]).unwrap_or_default();
        let replies =
            || exchanges.iter().filter_map(|exchange| exchange.answer.reply()).map(|reply| &reply.response);
        let is_known = |name: &str, value: &[u8]| {
            let mut headers = replies().flat_map(|response| response.headers());
            headers.any(|(known, text)| known.as_str().eq_ignore_ascii_case(name) && text.as_bytes() == value)
        };
        let fields = headers.iter().filter(|(name, value)| !is_known(name, value));
        let fields = fields.map(|(name, value)| [name.as_bytes(), b": ", value].concat());
        // A body that was cut off is delivered as far as it came.
        let body = Some(body).filter(|body| !replies().any(|response| response.body().starts_with(body)));
        fields.chain(body.map(<[u8]>::to_vec)).collect()
    }

    /// The action under way; `None` between two actions.
    pub(crate) fn current(&self) -> Option<&Action> {
        self.entries.last().filter(|entry| entry.end.is_none()).map(|entry| &entry.action)
    }

    /// Whether the last action caused so many requests that it will never end by itself.
    pub(crate) fn is_flooded(&self) -> bool {
        self.entries.last().is_some_and(|entry| entry.exchanges.len() >= FLOOD)
    }

    pub(super) fn record(&mut self, exchange: Exchange) {
        if self.entries.is_empty() {
            self.begin(exchange.at, Action::Clocks("before anything was asked".into()));
        }
        if let Some(entry) = self.entries.last_mut() {
            entry.exchanges.push(exchange);
        }
    }

    /// Every request, over all entries.
    pub(crate) fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.entries.iter().flat_map(|entry| &entry.exchanges)
    }

    /// The requests of one kind, over all entries.
    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &Exchange> {
        self.exchanges().filter(move |exchange| exchange.kind == kind)
    }
}

impl Entry {
    /// How many requests of one kind it caused.
    pub(crate) fn count(&self, kind: Kind) -> usize {
        self.exchanges.iter().filter(|exchange| exchange.kind == kind).count()
    }
}

/// The header field with the number of the caller, if several call at once.
pub(crate) const CALLER: &str = "x-caller";
/// Requests of one action; twenty honest calls at once cause 80 at most.
const FLOOD: usize = 100;
