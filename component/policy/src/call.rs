//! One call, step by step. Each step is consumed by its outcome; there is no way to ask for a third attempt.

use core::time::Duration;

use crate::cache::Outcome;
use crate::{Cache, Instant, Issued, Reason};

/// What a call does next.
#[must_use]
pub enum Step<T, F> {
    /// Ask the token endpoint, then tell the [`Fetch`].
    Fetch(Fetch),
    /// Send the request with this token, then tell the [`Attempt`].
    Send(Attempt<T>),
    /// Another call is asking the token endpoint: wait until that ended, then [`Wait::resume`].
    Wait(Wait),
    /// No token can be had: the call ends here.
    Stop(Stop<F>),
}

/// Why a call has no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop<F> {
    /// The token request that this call made, or waited for, failed this way.
    Failed(F),
    /// Token requests are held back.
    Gated {
        /// For how long.
        remaining: Duration,
        /// How the last one failed.
        cause: F,
    },
}

/// What to do with a response.
#[must_use]
pub enum Answer<T, F> {
    /// Hand it to the caller.
    Deliver,
    /// Keep it in case the step stops, and send the same request once more.
    Retry(Step<T, F>),
}

/// First or second attempt of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Turn {
    First,
    Second,
}

impl<T: Clone, F: Clone> Cache<T, F> {
    /// A call begins: its first step.
    pub fn begin(&mut self, now: Instant) -> Step<T, F> {
        self.next(Turn::First, now)
    }

    /// What a call does next that has no token yet for this turn.
    fn next(&mut self, turn: Turn, now: Instant) -> Step<T, F> {
        if let Some(issued) = self.fresh(now).cloned() {
            self.counters.hits += 1;
            return Step::Send(Attempt { issued, turn });
        }
        if let Some(flight) = &self.flight {
            let wait = Wait { flight: flight.number, turn };
            return self.fall_back(turn, now).unwrap_or(Step::Wait(wait));
        }
        if let Some((remaining, cause)) = self.gate.closed(now) {
            let stop = Stop::Gated { remaining, cause: cause.clone() };
            return self.fall_back(turn, now).unwrap_or_else(|| {
                self.counters.gated += 1;
                Step::Stop(stop)
            });
        }
        let reason = match (turn, &self.held) {
            (Turn::Second, _) => Reason::Refused,
            (Turn::First, Some(_)) => Reason::Window,
            (Turn::First, None) => self.vacancy,
        };
        self.take_off(reason);
        Step::Fetch(Fetch { reason, turn, patience: self.alive(now).map(|old| old.patience(now)) })
    }

    /// The old token, as long as it lives: better than none.
    fn fall_back(&mut self, turn: Turn, now: Instant) -> Option<Step<T, F>> {
        let issued = self.alive(now)?.clone();
        self.counters.stale_sent += 1;
        Some(Step::Send(Attempt { issued, turn }))
    }
}

/// The right to make one token request, and the duty to tell how it ended. At most one exists at a time.
#[must_use]
pub struct Fetch {
    reason: Reason,
    turn: Turn,
    patience: Option<Duration>,
}

impl Fetch {
    /// Why it is made.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// How long it may take before the token it replaces should be sent after all; `None`: there is no such token.
    pub fn patience(&self) -> Option<Duration> {
        self.patience
    }

    /// A token came. `asked` was read just before its request was written; its life counts from there. This call sends
    /// it whatever its age.
    pub fn granted<T: Clone, F: Clone>(
        self,
        cache: &mut Cache<T, F>,
        token: T,
        asked: Instant,
        lifetime: Duration,
    ) -> Attempt<T> {
        let generation = cache.issued.advance();
        let issued = Issued { token, generation, asked, lifetime };
        cache.counters.fetched.count(self.reason);
        cache.gate.succeeded();
        if cache.land(Outcome::Stored) {
            cache.held = Some(issued.clone());
        }
        Attempt { issued, turn: self.turn }
    }

    /// No token came, known at `now`. `retry_after` is how long the server asked us to stay away.
    pub fn failed<T: Clone, F: Clone>(
        self,
        cache: &mut Cache<T, F>,
        failure: F,
        retry_after: Option<Duration>,
        now: Instant,
    ) -> Step<T, F> {
        cache.counters.failed.count(self.reason);
        cache.gate.failed(failure.clone(), retry_after, now);
        cache.land(Outcome::Failed(failure.clone()));
        cache.fall_back(self.turn, now).unwrap_or(Step::Stop(Stop::Failed(failure)))
    }

    /// No request was made after all. Calls that waited for it decide anew.
    pub fn abandoned<T: Clone, F: Clone>(self, cache: &mut Cache<T, F>) {
        cache.land(Outcome::Void);
    }
}

/// A call that waits for another call's token request.
#[must_use]
pub struct Wait {
    flight: u64,
    turn: Turn,
}

impl Wait {
    /// Goes on, or waits again if that request is still under way. Its outcome is shared: the token it brought is sent
    /// whatever its age, and its failure is this call's too, unless a refusal that became known meanwhile makes it
    /// meaningless.
    pub fn resume<T: Clone, F: Clone>(self, cache: &mut Cache<T, F>, now: Instant) -> Step<T, F> {
        if cache.flight.as_ref().is_some_and(|flight| flight.number == self.flight) {
            return Step::Wait(self);
        }
        let landing = cache.landing.as_ref().filter(|landing| landing.number == self.flight);
        match (landing.map(|landing| &landing.outcome), &cache.held) {
            (Some(Outcome::Stored), Some(held)) => {
                Step::Send(Attempt { issued: held.clone(), turn: self.turn })
            }
            (Some(Outcome::Failed(failure)), _) => {
                let stop = Step::Stop(Stop::Failed(failure.clone()));
                cache.fall_back(self.turn, now).unwrap_or(stop)
            }
            _ => cache.next(self.turn, now),
        }
    }
}

/// A request about to go to the resource, with its token.
#[must_use]
pub struct Attempt<T> {
    issued: Issued<T>,
    turn: Turn,
}

impl<T> Attempt<T> {
    /// The token to send.
    pub fn issued(&self) -> &Issued<T> {
        &self.issued
    }

    /// 1, or 2 after a 401.
    pub fn number(&self) -> u8 {
        match self.turn {
            Turn::First => 1,
            Turn::Second => 2,
        }
    }
}

impl<T: Clone> Attempt<T> {
    /// The resource answered with `status` at `now`.
    pub fn answered<F: Clone>(self, cache: &mut Cache<T, F>, status: u16, now: Instant) -> Answer<T, F> {
        match (self.turn, status) {
            (Turn::First, UNAUTHORIZED) => {
                cache.refuse(self.issued.generation, Reason::Refused);
                return Answer::Retry(cache.next(Turn::Second, now));
            }
            (Turn::First, _) => {}
            (Turn::Second, UNAUTHORIZED) => cache.counters.retries_refused += 1,
            (Turn::Second, _) => cache.counters.retries_accepted += 1,
        }
        Answer::Deliver
    }

    /// The resource did not answer. The token is not to blame.
    pub fn unanswered<F>(self, cache: &mut Cache<T, F>) {
        if self.turn == Turn::Second {
            cache.counters.retries_failed += 1;
        }
    }
}

/// The status that says: not with this token (RFC 9110 section 15.5.2).
const UNAUTHORIZED: u16 = 401;
