//! At most one token, and what is known about the requests for it.

use crate::gate::Gate;
use crate::{Counters, FetchReason, Generation, Instant, IssuedToken};

/// The token `T` of one client. Each call walks through it by [`Step`](crate::Step)s; any number of calls may be
/// under way.
///
/// `F` is the caller's own description of a failed token request, kept to be handed to the calls it concerns.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cache<T, F> {
    pub(crate) held: Option<IssuedToken<T>>,
    /// The newest generation handed out.
    pub(crate) newest: Generation,
    /// The newest generation known to be refused. None up to it is ever sent again.
    invalidated: Generation,
    /// Why nothing is held, when nothing is.
    pub(crate) empty_reason: FetchReason,
    pub(crate) in_flight: Option<FetchInFlight>,
    pub(crate) last_finished: Option<FinishedFetch<F>>,
    /// How many token requests were begun; the number of the newest.
    fetches_begun: u64,
    pub(crate) last_fetch: Option<FetchReason>,
    pub(crate) gate: Gate<F>,
    pub(crate) counters: Counters,
}

/// The token request under way.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct FetchInFlight {
    pub(crate) number: u64,
    /// What was known to be refused when it began. If more is known when it ends, its token may be of the refused
    /// kind, and nobody but the call that asked for it relies on it.
    invalidated: Generation,
}

/// How the last token request ended, for the calls that waited for it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct FinishedFetch<F> {
    pub(crate) number: u64,
    pub(crate) outcome: Outcome<F>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Outcome<F> {
    /// Its token was stored.
    Stored,
    /// It failed, this way.
    Failed(F),
    /// It tells nothing to anybody else: a refusal became known meanwhile, or it was not made after all.
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

    /// The caller wants this generation, and any older one, never to be sent again. An unknown one changes nothing.
    pub fn discard(&mut self, generation: Generation) {
        self.invalidate(generation, FetchReason::Asked);
    }

    /// How the last token request failed; `None` after a success and before the first.
    pub fn last_failure(&self) -> Option<&F> {
        self.gate.last_failure()
    }

    /// The token of this generation was refused, or is unwanted. Newer ones stay.
    pub(crate) fn invalidate(&mut self, generation: Generation, reason: FetchReason) {
        if generation <= self.invalidated || generation > self.newest {
            return;
        }
        self.invalidated = generation;
        if self.held.take_if(|held| held.generation <= generation).is_some() {
            self.empty_reason = reason;
        }
    }

    /// A token that may be sent without trying to replace it first.
    pub(crate) fn fresh(&self, now: Instant) -> Option<&IssuedToken<T>> {
        self.held.as_ref().filter(|held| held.is_fresh(now))
    }

    /// A token that may be sent should no other be had.
    pub(crate) fn unexpired(&self, now: Instant) -> Option<&IssuedToken<T>> {
        self.held.as_ref().filter(|held| !held.is_expired(now))
    }

    /// A token request begins: the one that is under way from now on.
    pub(crate) fn begin_fetch(&mut self, reason: FetchReason) {
        self.fetches_begun += 1;
        self.in_flight = Some(FetchInFlight { number: self.fetches_begun, invalidated: self.invalidated });
        self.last_fetch = Some(reason);
    }

    /// The token request under way ended. Says whether others may rely on its outcome.
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
