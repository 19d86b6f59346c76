//! The contract once more, as plainly as it can be put: what each call is told follows from the whole history.

use std::time::Duration;

use scaikey_policy::{Generation, Reason, State, Status, Stop};

use crate::clock::{Clock, SECOND};
use crate::event::{Event, Outcome, Told};
use crate::history::{self, Fact, Token};

pub(crate) struct Model {
    facts: Vec<Fact>,
    clock: Clock,
    calls: Vec<Call>,
}

/// Where a call stands.
#[derive(Clone, Copy)]
struct Call {
    /// Of its current or next attempt: 1, or 2 after a 401.
    number: u8,
    doing: Doing,
}

#[derive(Clone, Copy)]
enum Doing {
    Nothing,
    Fetching { asked: Clock },
    Waiting { fetch: Option<usize> },
    Sending { token: u64 },
}

impl Model {
    pub(crate) fn new(calls: usize) -> Self {
        Self { facts: Vec::new(), clock: Clock::default(), calls: vec![IDLE; calls] }
    }

    pub(crate) fn happen(&mut self, event: Event) -> Told {
        match event {
            Event::Pass { monotonic, wall } => self.clock.pass(monotonic, wall),
            Event::Discard(token) => self.facts.push(Fact::Unwanted(token, Reason::Asked)),
            Event::Call(call, outcome) => return self.go_on(call, outcome),
        }
        Told::Nothing
    }

    pub(crate) fn status(&self) -> (Status, Option<u64>) {
        let (facts, now) = (&self.facts, self.clock);
        let held = history::held(facts);
        let state = held.map_or(State::Empty, |token| match token.remaining(now) {
            0 => State::Expired,
            left if left <= 30 * SECOND => State::Stale,
            _ => State::Fresh,
        });
        let status = Status {
            state,
            generation: held.map(|token| Generation::new(token.generation)),
            age: held.map(|token| Duration::from_nanos(now.since(token.asked))),
            remaining: held.map(|token| Duration::from_nanos(token.remaining(now))),
            last_fetch: history::last_fetch(facts),
            gate: history::gate(facts, now).map(Duration::from_nanos),
            counters: history::counters(facts),
        };
        (status, history::last_failure(facts))
    }

    fn go_on(&mut self, call: usize, outcome: Outcome) -> Told {
        let Call { number, doing } = self.calls[call];
        let (number, told) = match doing {
            Doing::Nothing => (1, self.decide(1)),
            Doing::Waiting { fetch } => (number, self.resume(number, fetch)),
            Doing::Fetching { asked } => (number, self.fetched(number, asked, outcome)),
            Doing::Sending { token } => (2, self.answered(number, token, outcome)),
        };
        let doing = match told {
            Told::Fetch { .. } => Doing::Fetching { asked: self.clock },
            Told::Send { token, .. } => Doing::Sending { token },
            Told::Wait => Doing::Waiting { fetch: history::under_way(&self.facts) },
            Told::Stop(_) | Told::Over | Told::Nothing => Doing::Nothing,
        };
        self.calls[call] = Call { number, doing };
        told
    }

    /// What a call is told that needs a token and has heard of none.
    fn decide(&mut self, number: u8) -> Told {
        let held = history::held(&self.facts);
        let left = held.map_or(0, |token| token.remaining(self.clock));
        if let Some(token) = held.filter(|_| left > 30 * SECOND) {
            self.facts.push(Fact::Hit);
            return Told::Send { token: token.generation, number };
        }
        if history::under_way(&self.facts).is_some() {
            return self.living(number).unwrap_or(Told::Wait);
        }
        if let Some(nanoseconds) = history::gate(&self.facts, self.clock) {
            return self.living(number).unwrap_or_else(|| {
                self.facts.push(Fact::Gated);
                let cause = history::last_failure(&self.facts).unwrap_or(0);
                Told::Stop(Stop::Gated { remaining: Duration::from_nanos(nanoseconds), cause })
            });
        }
        let reason = match held {
            _ if number == 2 => Reason::Refused,
            Some(_) => Reason::Window,
            None => history::vacancy(&self.facts),
        };
        self.facts.push(Fact::Asked(reason));
        let patience = (left > 0).then(|| Duration::from_nanos(left - SECOND.min(left / 2)));
        Told::Fetch { reason, patience }
    }

    /// The held token, if it lives.
    fn living(&mut self, number: u8) -> Option<Told> {
        let token = history::held(&self.facts).filter(|token| token.remaining(self.clock) > 0)?;
        self.facts.push(Fact::StaleSent);
        Some(Told::Send { token: token.generation, number })
    }

    fn resume(&mut self, number: u8, fetch: Option<usize>) -> Told {
        if history::under_way(&self.facts) == fetch {
            return Told::Wait;
        }
        match (history::outcome(&self.facts, fetch), history::held(&self.facts)) {
            (Some(Fact::Granted(_)), Some(token)) => Told::Send { token: token.generation, number },
            (Some(Fact::Failed { .. }), _) => self.failed(number),
            _ => self.decide(number),
        }
    }

    fn fetched(&mut self, number: u8, asked: Clock, outcome: Outcome) -> Told {
        let retry_after = match outcome {
            Outcome::Success(lifetime) => {
                let generation = history::issued(&self.facts) + 1;
                self.facts.push(Fact::Granted(Token { generation, asked, lifetime }));
                return Told::Send { token: generation, number };
            }
            Outcome::Nothing => {
                self.facts.push(Fact::Abandoned);
                return Told::Over;
            }
            Outcome::Failure(retry_after) => retry_after,
            Outcome::Refusal => None,
        };
        self.facts.push(Fact::Failed { at: self.clock, retry_after });
        self.failed(number)
    }

    /// The failure of a token request concerns this call, unless an old token still lives.
    fn failed(&mut self, number: u8) -> Told {
        let failure = history::last_failure(&self.facts).unwrap_or(0);
        self.living(number).unwrap_or(Told::Stop(Stop::Failed(failure)))
    }

    fn answered(&mut self, number: u8, token: u64, outcome: Outcome) -> Told {
        if let (1, Outcome::Refusal) = (number, outcome) {
            self.facts.push(Fact::Unwanted(token, Reason::Refused));
            return self.decide(2);
        }
        if number == 2 {
            self.facts.push(Fact::Retried(match outcome {
                Outcome::Success(_) => Some(200),
                Outcome::Failure(_) => Some(503),
                Outcome::Refusal => Some(401),
                Outcome::Nothing => None,
            }));
        }
        Told::Over
    }
}

const IDLE: Call = Call { number: 1, doing: Doing::Nothing };
