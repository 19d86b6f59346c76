//! The condition of a cache, without its token.

use core::time::Duration;

use crate::{Cache, Counters, FetchReason, Generation, Instant};

/// What a cache holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// No token.
    Empty,
    /// A token that the next call will send.
    Fresh,
    /// A token that the next call will try to replace first.
    Stale,
    /// A token that will not be sent any more.
    Expired,
}

/// A snapshot for people and monitoring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Status {
    /// What the cache holds.
    pub state: State,
    /// Number of the cached token.
    pub generation: Option<Generation>,
    /// Time since the cached token was asked for.
    pub age: Option<Duration>,
    /// Life left in the cached token.
    pub remaining: Option<Duration>,
    /// Why the last token request was made.
    pub last_fetch: Option<FetchReason>,
    /// Time until token requests are allowed again, if they are held back.
    pub gate: Option<Duration>,
    /// Events so far.
    pub counters: Counters,
}

impl<T: Clone, F: Clone> Cache<T, F> {
    /// Its condition at `now`.
    pub fn status(&self, now: Instant) -> Status {
        let held = self.held.as_ref();
        Status {
            state: match held {
                None => State::Empty,
                Some(held) if held.is_fresh(now) => State::Fresh,
                Some(held) if !held.is_expired(now) => State::Stale,
                Some(_) => State::Expired,
            },
            generation: held.map(|held| held.generation),
            age: held.map(|held| held.age(now)),
            remaining: held.map(|held| held.remaining(now)),
            last_fetch: self.last_fetch,
            gate: self.gate.closed(now).map(|(remaining, _)| remaining),
            counters: self.counters,
        }
    }
}
