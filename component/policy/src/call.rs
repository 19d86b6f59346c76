//! The steps of one call. Reporting the outcome of a step consumes it, so a third attempt does not compile.

use core::time::Duration;

use crate::cache::Outcome;
use crate::{Cache, FetchReason, Instant, IssuedToken};

/// What a call does next.
#[must_use]
pub enum Step<T, F> {
    /// Send a token request, then report the outcome to the [`Fetch`].
    Fetch(Fetch),
    /// Send the request with this token, then report the outcome to the [`Attempt`].
    Send(Attempt<T>),
    /// Another call's token request is in flight. Wait until it ends, then call [`Wait::resume`].
    Wait(Wait),
    /// No token is available. The call ends.
    Stop(StopReason<F>),
}

/// Why no token is available to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason<F> {
    /// The token request that this call made or waited for failed.
    FetchFailed(F),
    /// The gate is closed.
    Gated {
        /// Time until the gate opens.
        remaining: Duration,
        /// How the last token request failed.
        cause: F,
    },
}

/// What to do with a response of the resource.
#[must_use]
pub enum RetryDecision<T, F> {
    /// Return it to the caller.
    Deliver,
    /// Follow this step to send the same request once more. Keep the response: if the step stops, the error carries it.
    Retry(Step<T, F>),
}

/// The attempt that a call makes or prepares: its first, or its second after a 401.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum AttemptNumber {
    First,
    Second,
}

impl<T: Clone, F: Clone> Cache<T, F> {
    /// Begins a call and returns its first step.
    pub fn begin(&mut self, now: Instant) -> Step<T, F> {
        self.next(AttemptNumber::First, now)
    }

    /// The next step of a call that needs a token for this attempt.
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

    /// Sends the cached token if it has not expired, because no newer one is available.
    fn fall_back(&mut self, number: AttemptNumber, now: Instant) -> Option<Step<T, F>> {
        let issued = self.unexpired(now)?.clone();
        self.counters.stale_sent += 1;
        Some(Step::Send(Attempt { issued, number }))
    }
}

/// Permission to send one token request. Report how it ended with one of the three methods that consume it. At most one
/// exists at a time.
#[must_use]
pub struct Fetch {
    reason: FetchReason,
    number: AttemptNumber,
    time_limit: Option<Duration>,
}

impl Fetch {
    /// Why the token is fetched.
    pub fn reason(&self) -> FetchReason {
        self.reason
    }

    /// Time after which to give up and send the old token. `None` if there is no unexpired old token.
    pub fn time_limit(&self) -> Option<Duration> {
        self.time_limit
    }

    /// Reports a token. `asked` is the time just before the request was written; the lifetime counts from there. This
    /// call sends the token even if it has expired meanwhile.
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

    /// Reports a failure at `now`. `retry_after` is the delay that the server asked for.
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

    /// Reports that no request was sent. Waiting calls start over.
    pub fn abandoned<T: Clone, F: Clone>(self, cache: &mut Cache<T, F>) {
        cache.finish_fetch(Outcome::NotShared);
    }
}

/// A call that waits for the token request of another call.
#[must_use]
pub struct Wait {
    fetch: u64,
    number: AttemptNumber,
}

impl Wait {
    /// Continues after the token request has ended; waits again if it is still in flight.
    ///
    /// Waiting calls share the outcome: they send the new token even if it has expired meanwhile, and fail if the
    /// request failed and no unexpired token is cached. If a token was invalidated during the request, the call starts
    /// over instead.
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

/// Permission to send the request to the resource once, with this token.
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

    /// 1 for the first attempt, 2 for the one after a 401.
    pub fn number(&self) -> u8 {
        match self.number {
            AttemptNumber::First => 1,
            AttemptNumber::Second => 2,
        }
    }
}

impl<T: Clone> Attempt<T> {
    /// Reports that the resource answered with `status` at `now`.
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

    /// Reports that the resource did not answer. The token stays cached.
    pub fn unanswered<F>(self, cache: &mut Cache<T, F>) {
        if self.number == AttemptNumber::Second {
            cache.counters.retries_failed += 1;
        }
    }
}

/// 401 Unauthorized (RFC 9110 section 15.5.2).
const UNAUTHORIZED: u16 = 401;
