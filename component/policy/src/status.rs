//! A snapshot of a cache, without its token.

use core::time::Duration;

use crate::{Cache, Counters, FetchReason, Generation, Instant};

/// What a cache holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// No token.
    Empty,
    /// A token with more than 30 s left. The next call sends it.
    Fresh,
    /// A token with 30 s or less left. The next call tries to replace it first.
    Stale,
    /// A token that is not sent any more.
    Expired,
}

/// A snapshot for monitoring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Status {
    /// What the cache holds.
    pub state: State,
    /// Number of the cached token.
    pub generation: Option<Generation>,
    /// Age of the cached token, from just before its request was written.
    pub age: Option<Duration>,
    /// Remaining lifetime of the cached token; zero once expired.
    pub remaining: Option<Duration>,
    /// Why a token was last requested.
    pub last_fetch: Option<FetchReason>,
    /// Time until the gate opens; `None` while it is open.
    pub gate: Option<Duration>,
    /// Events since the cache was created.
    pub counters: Counters,
}

impl<T: Clone, F: Clone> Cache<T, F> {
    /// The status at `now`.
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
