//! One call, step by step. Each step is consumed by its outcome; there is no way to ask for a third attempt.

use core::time::Duration;

use crate::cache::Outcome;
use crate::{Cache, FetchReason, Instant, IssuedToken};

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
    Stop(StopReason<F>),
}

/// Why a call has no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason<F> {
    /// The token request that this call made, or waited for, failed this way.
    FetchFailed(F),
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
pub enum RetryDecision<T, F> {
    /// Hand it to the caller.
    Deliver,
    /// Keep it in case the step stops, and send the same request once more.
    Retry(Step<T, F>),
}

/// First or second attempt of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum AttemptNumber {
    First,
    Second,
}

impl<T: Clone, F: Clone> Cache<T, F> {
    /// A call begins: its first step.
    pub fn begin(&mut self, now: Instant) -> Step<T, F> {
        self.next(AttemptNumber::First, now)
    }

    /// What a call does next that has no token yet for this number.
    fn next(&mut self, number: AttemptNumber, now: Instant) -> Step<T, F> {
        if let Some(issued) = self.fresh(now).cloned() {
            self.counters.hits += 1;
            return Step::Send(Attempt { issued, number });
        }
        if let Some(fetch) = &self.in_flight {
            let wait = Wait { fetch: fetch.number, number };
            return self.fall_back(number, now).unwrap_or(Step::Wait(wait));
        }
        if let Some((remaining, cause)) = self.gate.closed(now) {
            let stop = StopReason::Gated { remaining, cause: cause.clone() };
            return self.fall_back(number, now).unwrap_or_else(|| {
                self.counters.gated += 1;
                Step::Stop(stop)
            });
        }
        let reason = match (number, &self.held) {
            (AttemptNumber::Second, _) => FetchReason::Refused,
            (AttemptNumber::First, Some(_)) => FetchReason::Window,
            (AttemptNumber::First, None) => self.empty_reason,
        };
        self.begin_fetch(reason);
        Step::Fetch(Fetch {
            reason,
            number,
            time_limit: self.unexpired(now).map(|old| old.replacement_time(now)),
        })
    }

    /// The old token, as long as it lives: better than none.
    fn fall_back(&mut self, number: AttemptNumber, now: Instant) -> Option<Step<T, F>> {
        let issued = self.unexpired(now)?.clone();
        self.counters.stale_sent += 1;
        Some(Step::Send(Attempt { issued, number }))
    }
}

/// The right to make one token request, and the duty to tell how it ended. At most one exists at a time.
#[must_use]
pub struct Fetch {
    reason: FetchReason,
    number: AttemptNumber,
    time_limit: Option<Duration>,
}

impl Fetch {
    /// Why it is made.
    pub fn reason(&self) -> FetchReason {
        self.reason
    }

    /// How long it may take before the token it replaces should be sent after all; `None`: there is no such token.
    pub fn time_limit(&self) -> Option<Duration> {
        self.time_limit
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
        let generation = cache.newest.advance();
        let issued = IssuedToken { token, generation, asked, lifetime };
        cache.counters.fetched.count(self.reason);
        cache.gate.succeeded();
        if cache.finish_fetch(Outcome::Stored) {
            cache.held = Some(issued.clone());
        }
        Attempt { issued, number: self.number }
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
        cache.finish_fetch(Outcome::Failed(failure.clone()));
        cache.fall_back(self.number, now).unwrap_or(Step::Stop(StopReason::FetchFailed(failure)))
    }

    /// No request was made after all. Calls that waited for it decide anew.
    pub fn abandoned<T: Clone, F: Clone>(self, cache: &mut Cache<T, F>) {
        cache.finish_fetch(Outcome::NotShared);
    }
}

/// A call that waits for another call's token request.
#[must_use]
pub struct Wait {
    fetch: u64,
    number: AttemptNumber,
}

impl Wait {
    /// Goes on, or waits again if that request is still under way. Its outcome is shared: the token it brought is sent
    /// whatever its age, and its failure is this call's too, unless a refusal that became known meanwhile makes it
    /// meaningless.
    pub fn resume<T: Clone, F: Clone>(self, cache: &mut Cache<T, F>, now: Instant) -> Step<T, F> {
        if cache.in_flight.as_ref().is_some_and(|fetch| fetch.number == self.fetch) {
            return Step::Wait(self);
        }
        let finished = cache.last_finished.as_ref().filter(|finished| finished.number == self.fetch);
        match (finished.map(|finished| &finished.outcome), &cache.held) {
            (Some(Outcome::Stored), Some(held)) => {
                Step::Send(Attempt { issued: held.clone(), number: self.number })
            }
            (Some(Outcome::Failed(failure)), _) => {
                let stop = Step::Stop(StopReason::FetchFailed(failure.clone()));
                cache.fall_back(self.number, now).unwrap_or(stop)
            }
            _ => cache.next(self.number, now),
        }
    }
}

/// A request about to go to the resource, with its token.
#[must_use]
pub struct Attempt<T> {
    issued: IssuedToken<T>,
    number: AttemptNumber,
}

impl<T> Attempt<T> {
    /// The token to send.
    pub fn issued(&self) -> &IssuedToken<T> {
        &self.issued
    }

    /// 1, or 2 after a 401.
    pub fn number(&self) -> u8 {
        match self.number {
            AttemptNumber::First => 1,
            AttemptNumber::Second => 2,
        }
    }
}

impl<T: Clone> Attempt<T> {
    /// The resource answered with `status` at `now`.
    pub fn answered<F: Clone>(
        self,
        cache: &mut Cache<T, F>,
        status: u16,
        now: Instant,
    ) -> RetryDecision<T, F> {
        match (self.number, status) {
            (AttemptNumber::First, UNAUTHORIZED) => {
                cache.invalidate(self.issued.generation, FetchReason::Refused);
                return RetryDecision::Retry(cache.next(AttemptNumber::Second, now));
            }
            (AttemptNumber::First, _) => {}
            (AttemptNumber::Second, UNAUTHORIZED) => cache.counters.retries_refused += 1,
            (AttemptNumber::Second, _) => cache.counters.retries_accepted += 1,
        }
        RetryDecision::Deliver
    }

    /// The resource did not answer. The token is not to blame.
    pub fn unanswered<F>(self, cache: &mut Cache<T, F>) {
        if self.number == AttemptNumber::Second {
            cache.counters.retries_failed += 1;
        }
    }
}

/// The status that says: not with this token (RFC 9110 section 15.5.2).
const UNAUTHORIZED: u16 = 401;
