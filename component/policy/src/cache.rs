//! The cached token, and the state of the requests for it.

use crate::gate::Gate;
use crate::{Counters, FetchReason, Generation, Instant, IssuedToken};

/// Caches the token `T` of one client and decides what each call does next.
///
/// A call advances from [`Step`](crate::Step) to `Step`. Calls may overlap. `F` describes a failed token request; the
/// cache stores the last one and returns it to the calls that it affects.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cache<T, F> {
    /// The cached token.
    pub(crate) held: Option<IssuedToken<T>>,
    /// The greatest generation issued so far.
    pub(crate) newest: Generation,
    /// The greatest generation that was refused or discarded. It and all lower ones are never sent again.
    invalidated: Generation,
    /// Why the cache is empty. Meaningless while `held` is `Some`.
    pub(crate) empty_reason: FetchReason,
    pub(crate) in_flight: Option<FetchInFlight>,
    pub(crate) last_finished: Option<FinishedFetch<F>>,
    /// Token requests begun so far. Also the number of the newest one.
    fetches_begun: u64,
    pub(crate) last_fetch: Option<FetchReason>,
    pub(crate) gate: Gate<F>,
    pub(crate) counters: Counters,
}

/// The token request in flight.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct FetchInFlight {
    pub(crate) number: u64,
    /// `Cache::invalidated` when the request began. If it has grown when the request ends, the new token may be
    /// invalid too. Then only the call that made the request uses it.
    invalidated: Generation,
}

/// How the last token request ended. Calls that waited for it read this.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct FinishedFetch<F> {
    pub(crate) number: u64,
    pub(crate) outcome: Outcome<F>,
}

/// The outcome of a token request for the calls that waited for it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Outcome<F> {
    /// The new token is in the cache.
    Stored,
    /// The request failed.
    Failed(F),
    /// Waiting calls ignore the outcome: a token was invalidated during the request, or the request was never sent.
    NotShared,
}

impl<T: Clone, F: Clone> Cache<T, F> {
    /// An empty cache.
    #[must_use]
    pub fn new() -> Self {
        Self {
            held: None,
            newest: Generation::default(),
            invalidated: Generation::default(),
            empty_reason: FetchReason::Cold,
            in_flight: None,
            last_finished: None,
            fetches_begun: 0,
            last_fetch: None,
            gate: Gate::OPEN,
            counters: Counters::default(),
        }
    }

    /// Removes the token of this generation or a lower one. A generation that was not issued yet has no effect.
    pub fn discard(&mut self, generation: Generation) {
        self.invalidate(generation, FetchReason::Asked);
    }

    /// How the last token request failed; `None` after a success and before the first request.
    pub fn last_failure(&self) -> Option<&F> {
        self.gate.last_failure()
    }

    /// Removes the token of this generation or a lower one, and remembers the reason. A newer token stays.
    pub(crate) fn invalidate(&mut self, generation: Generation, reason: FetchReason) {
        if generation <= self.invalidated || generation > self.newest {
            return;
        }
        self.invalidated = generation;
        if self.held.take_if(|held| held.generation <= generation).is_some() {
            self.empty_reason = reason;
        }
    }

    /// The cached token if it is fresh.
    pub(crate) fn fresh(&self, now: Instant) -> Option<&IssuedToken<T>> {
        self.held.as_ref().filter(|held| held.is_fresh(now))
    }

    /// The cached token if it has not expired.
    pub(crate) fn unexpired(&self, now: Instant) -> Option<&IssuedToken<T>> {
        self.held.as_ref().filter(|held| !held.is_expired(now))
    }

    /// Records that a token request begins.
    pub(crate) fn begin_fetch(&mut self, reason: FetchReason) {
        self.fetches_begun += 1;
        self.in_flight = Some(FetchInFlight { number: self.fetches_begun, invalidated: self.invalidated });
        self.last_fetch = Some(reason);
    }

    /// Records how the token request in flight ended. Returns whether other calls may use the outcome.
    pub(crate) fn finish_fetch(&mut self, outcome: Outcome<F>) -> bool {
        let Some(fetch) = self.in_flight.take() else { return false };
        let shared = fetch.invalidated == self.invalidated;
        let outcome = if shared { outcome } else { Outcome::NotShared };
        self.last_finished = Some(FinishedFetch { number: fetch.number, outcome });
        shared
    }
}

impl<T: Clone, F: Clone> Default for Cache<T, F> {
    fn default() -> Self {
        Self::new()
    }
}
