//! At most one token, and what is known about the requests for it.

use crate::gate::Gate;
use crate::{Counters, Generation, Instant, Issued, Reason};

/// The token `T` of one client. Each call walks through it by [`Step`](crate::Step)s; any number of calls may be
/// under way.
///
/// `F` is the caller's own description of a failed token request, kept to be handed to the calls it concerns.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Cache<T, F> {
    pub(crate) held: Option<Issued<T>>,
    /// The newest generation handed out.
    pub(crate) issued: Generation,
    /// The newest generation known to be refused. None up to it is ever sent again.
    refused: Generation,
    /// Why nothing is held, when nothing is.
    pub(crate) vacancy: Reason,
    pub(crate) flight: Option<Flight>,
    pub(crate) landing: Option<Landing<F>>,
    /// How many token requests were begun; the number of the newest.
    flights: u64,
    pub(crate) last_fetch: Option<Reason>,
    pub(crate) gate: Gate<F>,
    pub(crate) counters: Counters,
}

/// The token request under way.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Flight {
    pub(crate) number: u64,
    /// What was known to be refused when it began. If more is known when it ends, its token may be of the refused
    /// kind, and nobody but the call that asked for it relies on it.
    refused: Generation,
}

/// How the last token request ended, for the calls that waited for it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Landing<F> {
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
    Void,
}

impl<T: Clone, F: Clone> Cache<T, F> {
    /// An empty cache.
    #[must_use]
    pub fn new() -> Self {
        Self {
            held: None,
            issued: Generation::default(),
            refused: Generation::default(),
            vacancy: Reason::Cold,
            flight: None,
            landing: None,
            flights: 0,
            last_fetch: None,
            gate: Gate::OPEN,
            counters: Counters::default(),
        }
    }

    /// The caller wants this generation, and any older one, never to be sent again. An unknown one changes nothing.
    pub fn discard(&mut self, generation: Generation) {
        self.refuse(generation, Reason::Asked);
    }

    /// How the last token request failed; `None` after a success and before the first.
    pub fn last_failure(&self) -> Option<&F> {
        self.gate.last_failure()
    }

    /// The token of this generation was refused, or is unwanted. Newer ones stay.
    pub(crate) fn refuse(&mut self, generation: Generation, reason: Reason) {
        if generation <= self.refused || generation > self.issued {
            return;
        }
        self.refused = generation;
        if self.held.take_if(|held| held.generation <= generation).is_some() {
            self.vacancy = reason;
        }
    }

    /// A token that may be sent without trying to replace it first.
    pub(crate) fn fresh(&self, now: Instant) -> Option<&Issued<T>> {
        self.held.as_ref().filter(|held| held.is_fresh(now))
    }

    /// A token that may be sent should no other be had.
    pub(crate) fn alive(&self, now: Instant) -> Option<&Issued<T>> {
        self.held.as_ref().filter(|held| held.is_alive(now))
    }

    /// A token request begins: the one that is under way from now on.
    pub(crate) fn take_off(&mut self, reason: Reason) {
        self.flights += 1;
        self.flight = Some(Flight { number: self.flights, refused: self.refused });
        self.last_fetch = Some(reason);
    }

    /// The token request under way ended. Says whether others may rely on its outcome.
    pub(crate) fn land(&mut self, outcome: Outcome<F>) -> bool {
        let Some(flight) = self.flight.take() else { return false };
        let counts = flight.refused == self.refused;
        let outcome = if counts { outcome } else { Outcome::Void };
        self.landing = Some(Landing { number: flight.number, outcome });
        counts
    }
}

impl<T: Clone, F: Clone> Default for Cache<T, F> {
    fn default() -> Self {
        Self::new()
    }
}
