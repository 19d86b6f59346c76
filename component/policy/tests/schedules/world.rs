//! The policy, obeyed: calls under way, and the laws that hold at every step of theirs.

use std::time::Duration;

use scaikey_policy::{Answer, Attempt, Cache, Fetch, Generation, Status, Step, Stop};

use crate::call::{Call, Stage, hash};
use crate::clock::Clock;
use crate::event::{Event, Outcome, Told};
use crate::ledger::Ledger;

pub(crate) struct World {
    cache: Cache<u64, u64>,
    clock: Clock,
    calls: Vec<Call>,
    ledger: Ledger,
    /// Token requests begun; and failed, which numbers the failures.
    fetches: u64,
    failures: u64,
}

/// The law that was broken.
pub(crate) type Broken = &'static str;

impl World {
    pub(crate) fn new(calls: usize) -> Self {
        Self {
            cache: Cache::new(),
            clock: Clock::default(),
            calls: (0..calls).map(|_| Call::new()).collect(),
            ledger: Ledger::default(),
            fetches: 0,
            failures: 0,
        }
    }

    pub(crate) fn happen(&mut self, event: Event) -> Result<Told, Broken> {
        let told = match event {
            Event::Pass { monotonic, wall } => {
                self.clock.pass(monotonic, wall);
                Told::Nothing
            }
            Event::Discard(token) => {
                self.ledger.refuse(token);
                self.cache.discard(Generation::new(token));
                Told::Nothing
            }
            Event::Call(call, outcome) => self.go_on(call, outcome)?,
        };
        let held = self.held();
        must(held.is_none_or(|token| !self.ledger.is_refused(token)), "a refused token is not kept")?;
        Ok(told)
    }

    pub(crate) fn status(&self) -> (Status, Option<u64>) {
        (self.cache.status(self.clock.reading()), self.cache.last_failure().copied())
    }

    pub(crate) fn newest(&self) -> u64 {
        self.ledger.newest()
    }

    pub(crate) fn stages(&self) -> impl Iterator<Item = &Stage> {
        self.calls.iter().map(|call| &call.stage)
    }

    /// Equal for worlds that cannot be told apart. Which call is which does not matter.
    pub(crate) fn fingerprint(&self) -> u64 {
        let mut calls: Vec<_> = self.calls.iter().map(Call::fingerprint).collect();
        calls.sort_unstable();
        hash((&self.cache, self.clock, self.ledger.summary(), calls))
    }

    fn go_on(&mut self, number: usize, outcome: Outcome) -> Result<Told, Broken> {
        let now = self.clock.reading();
        match std::mem::replace(&mut self.calls[number].stage, Stage::Over) {
            Stage::New | Stage::Over => {
                self.calls[number] = Call::new();
                let step = self.cache.begin(now);
                self.take(number, step)
            }
            Stage::Waiting(wait) => {
                let step = wait.resume(&mut self.cache, now);
                self.take(number, step)
            }
            Stage::Fetching(fetch) => self.fetched(number, fetch, outcome),
            Stage::Sending(attempt) => self.answered(number, attempt, outcome),
        }
    }

    fn fetched(&mut self, number: usize, fetch: Fetch, outcome: Outcome) -> Result<Told, Broken> {
        let now = self.clock.reading();
        let retry_after = match outcome {
            Outcome::Success(lifetime) => {
                let (asked, lifetime) = (self.calls[number].asked, Duration::from_secs(lifetime));
                let token = self.ledger.issue(asked, lifetime);
                let attempt = fetch.granted(&mut self.cache, token, asked.reading(), lifetime);
                must(attempt.issued().generation().number() == token, "generations grow by one")?;
                must(self.cache.status(now).gate.is_none(), "after a success nothing is gated")?;
                let kept = self.held() == Some(token);
                must(kept != self.ledger.is_overtaken(), "a token is kept unless a refusal overtook it")?;
                for call in self.calls.iter_mut().filter(|call| call.awaits(self.fetches)) {
                    call.due = token;
                }
                self.calls[number].due = token;
                return self.take(number, Step::Send(attempt));
            }
            Outcome::Nothing => {
                fetch.abandoned(&mut self.cache);
                return Ok(Told::Over);
            }
            Outcome::Failure(seconds) => seconds.map(Duration::from_secs),
            Outcome::Refusal => None,
        };
        self.failures += 1;
        let step = fetch.failed(&mut self.cache, self.failures, retry_after, now);
        self.take(number, step)
    }

    fn answered(&mut self, number: usize, attempt: Attempt<u64>, outcome: Outcome) -> Result<Told, Broken> {
        let status = match outcome {
            Outcome::Success(_) => 200,
            Outcome::Failure(_) => 503,
            Outcome::Refusal => 401,
            Outcome::Nothing => {
                attempt.unanswered(&mut self.cache);
                return Ok(Told::Over);
            }
        };
        let (token, first) = (*attempt.issued().token(), attempt.number() == 1);
        let before = self.held();
        let answer = attempt.answered(&mut self.cache, status, self.clock.reading());
        let refused = first && status == 401;
        if refused {
            self.ledger.refuse(token);
        }
        let lost = before != self.held();
        must(
            !lost || (refused && before <= Some(token)),
            "only the first 401 costs a token, and not a newer one",
        )?;
        match answer {
            Answer::Deliver => must(!refused, "the first 401 is retried").map(|()| Told::Over),
            Answer::Retry(step) => {
                must(refused, "only the first 401 is retried")?;
                self.take(number, step)
            }
        }
    }

    /// A call goes on to its next step, which must be lawful.
    fn take(&mut self, number: usize, step: Step<u64, u64>) -> Result<Told, Broken> {
        let fetching = self.stages().any(|stage| matches!(stage, Stage::Fetching(_)));
        let living = self.held().map_or(Duration::ZERO, |token| self.ledger.remaining(token, self.clock));
        let call = &mut self.calls[number];
        let (stage, told) = match step {
            Step::Fetch(fetch) => {
                call.fetches += 1;
                must(call.fetches <= 2, "a call makes at most two token requests")?;
                must(!fetching, "at most one token request is under way")?;
                must(living <= WINDOW, "a fresh token is not replaced")?;
                let gate = self.cache.status(self.clock.reading()).gate;
                must(gate.is_none(), "behind a closed gate no token is asked for")?;
                self.ledger.ask();
                call.asked = self.clock;
                self.fetches += 1;
                let told = Told::Fetch { reason: fetch.reason(), patience: fetch.patience() };
                (Stage::Fetching(fetch), told)
            }
            Step::Send(attempt) => {
                let token = *attempt.issued().token();
                let alive = self.ledger.remaining(token, self.clock) > Duration::ZERO;
                call.sends += 1;
                must(call.sends <= 2, "a call makes at most two attempts")?;
                must(!self.ledger.is_refused(token), "a refused token is not sent")?;
                must(alive || token == call.due, "an expired token is not taken from the cache")?;
                must(token > call.sent, "a retry carries a newer token")?;
                call.sent = token;
                let told = Told::Send { token, number: attempt.number() };
                (Stage::Sending(attempt), told)
            }
            Step::Wait(wait) => {
                must(fetching, "whoever waits, waits for a token request under way")?;
                call.awaited = self.fetches;
                (Stage::Waiting(wait), Told::Wait)
            }
            Step::Stop(stop) => {
                must(living.is_zero(), "a call does not stop while a living token is cached")?;
                if let Stop::Gated { remaining, .. } = stop {
                    must(!remaining.is_zero() && remaining <= HOUR, "a gate opens within the hour")?;
                }
                (Stage::Over, Told::Stop(stop))
            }
        };
        call.stage = stage;
        Ok(told)
    }

    /// The token that the cache says it holds.
    fn held(&self) -> Option<u64> {
        self.cache.status(self.clock.reading()).generation.map(Generation::number)
    }
}

fn must(holds: bool, law: Broken) -> Result<(), Broken> {
    if holds { Ok(()) } else { Err(law) }
}

const WINDOW: Duration = Duration::from_secs(30);
const HOUR: Duration = Duration::from_secs(3600);
