//! Drives the policy through a schedule, and checks the invariants at each step.

use std::time::Duration;

use scaikey_policy::{Attempt, Cache, Fetch, Generation, RetryDecision, Status, Step, StopReason};

use crate::call::{Call, Phase, hash};
use crate::clock::Clock;
use crate::event::{Event, Instruction, Outcome};
use crate::issued_tokens::IssuedTokens;

pub(crate) struct Driver {
    cache: Cache<u64, u64>,
    clock: Clock,
    calls: Vec<Call>,
    tokens: IssuedTokens,
    /// Token requests begun.
    fetches: u64,
    /// Token requests failed. The count is the value of each failure.
    failures: u64,
}

/// The invariant that was violated.
pub(crate) type Violation = &'static str;

impl Driver {
    pub(crate) fn new(calls: usize) -> Self {
        Self {
            cache: Cache::new(),
            clock: Clock::default(),
            calls: (0..calls).map(|_| Call::new()).collect(),
            tokens: IssuedTokens::default(),
            fetches: 0,
            failures: 0,
        }
    }

    pub(crate) fn apply(&mut self, event: Event) -> Result<Instruction, Violation> {
        let instruction = match event {
            Event::Pass { monotonic, wall } => {
                self.clock.pass(monotonic, wall);
                Instruction::Nothing
            }
            Event::Discard(token) => {
                self.tokens.refuse(token);
                self.cache.discard(Generation::new(token));
                Instruction::Nothing
            }
            Event::Call(call, outcome) => self.advance(call, outcome)?,
        };
        let held = self.held();
        ensure(
            held.is_none_or(|token| !self.tokens.is_refused(token)),
            "a refused token is not kept in the cache",
        )?;
        Ok(instruction)
    }

    pub(crate) fn status(&self) -> (Status, Option<u64>) {
        (self.cache.status(self.clock.reading()), self.cache.last_failure().copied())
    }

    pub(crate) fn newest(&self) -> u64 {
        self.tokens.newest()
    }

    pub(crate) fn phases(&self) -> impl Iterator<Item = &Phase> {
        self.calls.iter().map(|call| &call.phase)
    }

    /// Equal for drivers in equal states, in whatever order their calls are.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut calls: Vec<_> = self.calls.iter().map(Call::fingerprint).collect();
        calls.sort_unstable();
        hash((&self.cache, self.clock, self.tokens.summary(), calls))
    }

    fn advance(&mut self, number: usize, outcome: Outcome) -> Result<Instruction, Violation> {
        let now = self.clock.reading();
        match std::mem::replace(&mut self.calls[number].phase, Phase::Done) {
            Phase::New | Phase::Done => {
                self.calls[number] = Call::new();
                let step = self.cache.begin(now);
                self.follow(number, step)
            }
            Phase::Waiting(wait) => {
                let step = wait.resume(&mut self.cache, now);
                self.follow(number, step)
            }
            Phase::Fetching(fetch) => self.fetched(number, fetch, outcome),
            Phase::Sending(attempt) => self.answered(number, attempt, outcome),
        }
    }

    fn fetched(&mut self, number: usize, fetch: Fetch, outcome: Outcome) -> Result<Instruction, Violation> {
        let now = self.clock.reading();
        let retry_after = match outcome {
            Outcome::Success(lifetime) => {
                let (asked, lifetime) = (self.calls[number].asked, Duration::from_secs(lifetime));
                let token = self.tokens.issue(asked, lifetime);
                let attempt = fetch.granted(&mut self.cache, token, asked.reading(), lifetime);
                ensure(attempt.issued().generation().number() == token, "generations grow by 1")?;
                ensure(self.cache.status(now).gate.is_none(), "a success opens the gate")?;
                let kept = self.held() == Some(token);
                ensure(
                    kept != self.tokens.is_overtaken(),
                    "a token is cached unless another one was invalidated during its fetch",
                )?;
                for call in self.calls.iter_mut().filter(|call| call.awaits(self.fetches)) {
                    call.own_token = token;
                }
                self.calls[number].own_token = token;
                return self.follow(number, Step::Send(attempt));
            }
            Outcome::Nothing => {
                fetch.abandoned(&mut self.cache);
                return Ok(Instruction::Done);
            }
            Outcome::Failure(seconds) => seconds.map(Duration::from_secs),
            Outcome::Refusal => None,
        };
        self.failures += 1;
        let step = fetch.failed(&mut self.cache, self.failures, retry_after, now);
        self.follow(number, step)
    }

    fn answered(
        &mut self,
        number: usize,
        attempt: Attempt<u64>,
        outcome: Outcome,
    ) -> Result<Instruction, Violation> {
        let status = match outcome {
            Outcome::Success(_) => 200,
            Outcome::Failure(_) => 503,
            Outcome::Refusal => 401,
            Outcome::Nothing => {
                attempt.unanswered(&mut self.cache);
                return Ok(Instruction::Done);
            }
        };
        let (token, first) = (*attempt.issued().token(), attempt.number() == 1);
        let before = self.held();
        let answer = attempt.answered(&mut self.cache, status, self.clock.reading());
        let refused = first && status == 401;
        if refused {
            self.tokens.refuse(token);
        }
        let lost = before != self.held();
        ensure(
            !lost || (refused && before <= Some(token)),
            "only the first 401 discards a token, never a newer one",
        )?;
        match answer {
            RetryDecision::Deliver => {
                ensure(!refused, "the first 401 is retried").map(|()| Instruction::Done)
            }
            RetryDecision::Retry(step) => {
                ensure(refused, "only the first 401 is retried")?;
                self.follow(number, step)
            }
        }
    }

    /// Takes the next step of a call and checks the invariants.
    fn follow(&mut self, number: usize, step: Step<u64, u64>) -> Result<Instruction, Violation> {
        let fetching = self.phases().any(|phase| matches!(phase, Phase::Fetching(_)));
        let unexpired = self.held().map_or(Duration::ZERO, |token| self.tokens.remaining(token, self.clock));
        let call = &mut self.calls[number];
        let (phase, instruction) = match step {
            Step::Fetch(fetch) => {
                call.fetches += 1;
                ensure(call.fetches <= 2, "a call makes at most two token requests")?;
                ensure(!fetching, "at most one token request is in flight")?;
                ensure(unexpired <= WINDOW, "a fresh token is not replaced")?;
                let gate = self.cache.status(self.clock.reading()).gate;
                ensure(gate.is_none(), "no token request is sent while the gate is closed")?;
                self.tokens.ask();
                call.asked = self.clock;
                self.fetches += 1;
                let instruction =
                    Instruction::Fetch { reason: fetch.reason(), time_limit: fetch.time_limit() };
                (Phase::Fetching(fetch), instruction)
            }
            Step::Send(attempt) => {
                let token = *attempt.issued().token();
                let is_unexpired = self.tokens.remaining(token, self.clock) > Duration::ZERO;
                call.sends += 1;
                ensure(call.sends <= 2, "a call makes at most two attempts")?;
                ensure(!self.tokens.is_refused(token), "a refused token is not sent")?;
                ensure(
                    is_unexpired || token == call.own_token,
                    "an expired token is not taken from the cache",
                )?;
                ensure(token > call.sent, "a retry carries a newer token")?;
                call.sent = token;
                let instruction = Instruction::Send { token, number: attempt.number() };
                (Phase::Sending(attempt), instruction)
            }
            Step::Wait(wait) => {
                ensure(fetching, "a call waits only for a token request in flight")?;
                call.awaited_fetch = self.fetches;
                (Phase::Waiting(wait), Instruction::Wait)
            }
            Step::Stop(stop) => {
                ensure(unexpired.is_zero(), "a call with an unexpired cached token does not stop")?;
                if let StopReason::Gated { remaining, .. } = stop {
                    ensure(!remaining.is_zero() && remaining <= HOUR, "the gate opens within an hour")?;
                }
                (Phase::Done, Instruction::Stop(stop))
            }
        };
        call.phase = phase;
        Ok(instruction)
    }

    /// The generation of the cached token.
    fn held(&self) -> Option<u64> {
        self.cache.status(self.clock.reading()).generation.map(Generation::number)
    }
}

fn ensure(holds: bool, invariant: Violation) -> Result<(), Violation> {
    if holds { Ok(()) } else { Err(invariant) }
}

const WINDOW: Duration = Duration::from_secs(30);
const HOUR: Duration = Duration::from_secs(3600);
