//! Everything that happened in one check: what the caller did, and which requests came of it.

use std::time::Duration;

use super::reply::Answer;
use super::request::Request;
use crate::core::moment::Moment;

/// The acts of one check, in order.
#[derive(Debug, Default)]
pub(crate) struct Journal {
    pub(crate) acts: Vec<Act>,
}

/// One thing that the caller, or the world, did.
#[derive(Debug)]
pub(crate) struct Act {
    pub(crate) at: Moment,
    pub(crate) deed: Deed,
    /// The requests that the mock received meanwhile.
    pub(crate) exchanges: Vec<Exchange>,
    /// How it ended, once it is over.
    pub(crate) end: Option<End>,
    /// Where a secret showed in what the caller heard, and does not stand in `end`.
    pub(crate) leak: Option<String>,
}

/// How an act ended.
#[derive(Debug)]
pub(crate) struct End {
    pub(crate) at: Moment,
    /// What came of it, in words that checks may compare. Empty if that goes without saying.
    pub(crate) text: String,
    /// All that an error said to its reader. Empty if there was none.
    pub(crate) said: String,
}

/// What was done.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    /// A client was opened.
    Open,
    /// A request was sent through the client.
    Send(Request),
    /// So many callers sent this at once, each with its number in a header field besides.
    Together(Request, usize),
    /// The token was asked for, with this deadline.
    Token(Option<Duration>),
    /// The token of this generation was discarded.
    Discard(u64),
    /// The client's condition was asked for.
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

/// Which door a request knocked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The token endpoint, by `POST`, while a call is under way.
    Token,
    /// The resource that the call under way is for.
    Resource,
    /// Anything else: nobody asked for it.
    Unscripted,
}

impl Journal {
    pub(crate) fn begin(&mut self, at: Moment, deed: Deed) {
        self.acts.push(Act { at, deed, exchanges: Vec::new(), end: None, leak: None });
    }

    pub(crate) fn end(&mut self, end: End) {
        if let Some(act) = self.acts.last_mut() {
            act.end = Some(end);
        }
    }

    /// Remembers where a secret showed.
    pub(crate) fn leak(&mut self, place: &str) {
        if let Some(act) = self.acts.last_mut() {
            act.leak.get_or_insert_with(|| place.into());
        }
    }

    /// The header fields and the body of a response in so far as no reply of the act under way had them.
    pub(crate) fn additions(&self, headers: &[(String, Vec<u8>)], body: &[u8]) -> Vec<Vec<u8>> {
        let exchanges = self.acts.last().map(|act| &act.exchanges[..]).unwrap_or_default();
        let replies =
            || exchanges.iter().filter_map(|exchange| exchange.answer.reply()).map(|reply| &reply.response);
        let is_known = |name: &str, value: &[u8]| {
            let mut headers = replies().flat_map(|response| response.headers());
            headers.any(|(known, text)| known.as_str().eq_ignore_ascii_case(name) && text.as_bytes() == value)
        };
        let fields = headers.iter().filter(|(name, value)| !is_known(name, value));
        let fields = fields.map(|(name, value)| [name.as_bytes(), b": ", value].concat());
        // A body that broke off is delivered as far as it came.
        let body = Some(body).filter(|body| !replies().any(|response| response.body().starts_with(body)));
        fields.chain(body.map(<[u8]>::to_vec)).collect()
    }

    /// What is being done at the moment; `None` between two acts.
    pub(crate) fn current(&self) -> Option<&Deed> {
        self.acts.last().filter(|act| act.end.is_none()).map(|act| &act.deed)
    }

    /// Whether one act caused so many requests that it will never end by itself.
    pub(crate) fn is_flooded(&self) -> bool {
        self.acts.last().is_some_and(|act| act.exchanges.len() >= FLOOD)
    }

    pub(super) fn record(&mut self, exchange: Exchange) {
        if self.acts.is_empty() {
            self.begin(exchange.at, Deed::Clocks("before anything was asked".into()));
        }
        if let Some(act) = self.acts.last_mut() {
            act.exchanges.push(exchange);
        }
    }

    /// Every request, over all acts.
    pub(crate) fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.acts.iter().flat_map(|act| &act.exchanges)
    }

    /// The requests of one kind, over all acts.
    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = &Exchange> {
        self.exchanges().filter(move |exchange| exchange.kind == kind)
    }
}

impl Act {
    /// How many requests of one kind it caused.
    pub(crate) fn count(&self, kind: Kind) -> usize {
        self.exchanges.iter().filter(|exchange| exchange.kind == kind).count()
    }
}

/// The header field with the number of the caller, if several call at once.
pub(crate) const CALLER: &str = "x-caller";
/// Requests of one act; twenty honest calls at once cause 80 at most.
const FLOOD: usize = 100;
