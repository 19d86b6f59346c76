//! A second, simpler implementation of the policy: it derives each instruction from the whole log.

use std::time::Duration;

use scaikey_policy::{FetchReason, Generation, State, Status, StopReason};

use crate::clock::{Clock, SECOND};
use crate::event::{Event, Instruction, Outcome};
use crate::log::{self, Entry, Token};

pub(crate) struct Model {
    entries: Vec<Entry>,
    clock: Clock,
    calls: Vec<Call>,
}

/// The phase of a call.
#[derive(Clone, Copy)]
struct Call {
    /// Number of its current or next attempt: 1, or 2 after a 401.
    number: u8,
    phase: Phase,
}

#[derive(Clone, Copy)]
enum Phase {
    Idle,
    Fetching { asked: Clock },
    Waiting { fetch: Option<usize> },
    Sending { token: u64 },
}

impl Model {
    pub(crate) fn new(calls: usize) -> Self {
        Self { entries: Vec::new(), clock: Clock::default(), calls: vec![IDLE; calls] }
    }

    pub(crate) fn apply(&mut self, event: Event) -> Instruction {
        match event {
            Event::Pass { monotonic, wall } => self.clock.pass(monotonic, wall),
            Event::Discard(token) => self.entries.push(Entry::Invalidated(token, FetchReason::Asked)),
            Event::Call(call, outcome) => return self.advance(call, outcome),
        }
        Instruction::Nothing
    }

    pub(crate) fn status(&self) -> (Status, Option<u64>) {
        let (entries, now) = (&self.entries, self.clock);
        let held = log::held(entries);
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
            last_fetch: log::last_fetch(entries),
            gate: log::gate(entries, now).map(Duration::from_nanos),
            counters: log::counters(entries),
        };
        (status, log::last_failure(entries))
    }

    fn advance(&mut self, call: usize, outcome: Outcome) -> Instruction {
        let Call { number, phase } = self.calls[call];
        let (number, instruction) = match phase {
            Phase::Idle => (1, self.decide(1)),
            Phase::Waiting { fetch } => (number, self.resume(number, fetch)),
            Phase::Fetching { asked } => (number, self.fetched(number, asked, outcome)),
            Phase::Sending { token } => (2, self.answered(number, token, outcome)),
        };
        let phase = match instruction {
            Instruction::Fetch { .. } => Phase::Fetching { asked: self.clock },
            Instruction::Send { token, .. } => Phase::Sending { token },
            Instruction::Wait => Phase::Waiting { fetch: log::under_way(&self.entries) },
            Instruction::Stop(_) | Instruction::Done | Instruction::Nothing => Phase::Idle,
        };
        self.calls[call] = Call { number, phase };
        instruction
    }

    /// The instruction for a call that needs a token.
    fn decide(&mut self, number: u8) -> Instruction {
        let held = log::held(&self.entries);
        let left = held.map_or(0, |token| token.remaining(self.clock));
        if let Some(token) = held.filter(|_| left > 30 * SECOND) {
            self.entries.push(Entry::Hit);
            return Instruction::Send { token: token.generation, number };
        }
        if log::under_way(&self.entries).is_some() {
            return self.send_unexpired(number).unwrap_or(Instruction::Wait);
        }
        if let Some(nanoseconds) = log::gate(&self.entries, self.clock) {
            return self.send_unexpired(number).unwrap_or_else(|| {
                self.entries.push(Entry::Gated);
                let cause = log::last_failure(&self.entries).unwrap_or(0);
                Instruction::Stop(StopReason::Gated { remaining: Duration::from_nanos(nanoseconds), cause })
            });
        }
        let reason = match held {
            _ if number == 2 => FetchReason::Refused,
            Some(_) => FetchReason::Window,
            None => log::empty_reason(&self.entries),
        };
        self.entries.push(Entry::FetchBegan(reason));
        let time_limit = (left > 0).then(|| Duration::from_nanos(left - SECOND.min(left / 2)));
        Instruction::Fetch { reason, time_limit }
    }

    /// Sends the cached token if it has not expired.
    fn send_unexpired(&mut self, number: u8) -> Option<Instruction> {
        let token = log::held(&self.entries).filter(|token| token.remaining(self.clock) > 0)?;
        self.entries.push(Entry::StaleSent);
        Some(Instruction::Send { token: token.generation, number })
    }

    fn resume(&mut self, number: u8, fetch: Option<usize>) -> Instruction {
        if log::under_way(&self.entries) == fetch {
            return Instruction::Wait;
        }
        match (log::outcome(&self.entries, fetch), log::held(&self.entries)) {
            (Some(Entry::Granted(_)), Some(token)) => Instruction::Send { token: token.generation, number },
            (Some(Entry::Failed { .. }), _) => self.failed(number),
            _ => self.decide(number),
        }
    }

    fn fetched(&mut self, number: u8, asked: Clock, outcome: Outcome) -> Instruction {
        let retry_after = match outcome {
            Outcome::Success(lifetime) => {
                let generation = log::issued(&self.entries) + 1;
                self.entries.push(Entry::Granted(Token { generation, asked, lifetime }));
                return Instruction::Send { token: generation, number };
            }
            Outcome::Nothing => {
                self.entries.push(Entry::Abandoned);
                return Instruction::Done;
            }
            Outcome::Failure(retry_after) => retry_after,
            Outcome::Refusal => None,
        };
        self.entries.push(Entry::Failed { at: self.clock, retry_after });
        self.failed(number)
    }

    /// A failed token request ends this call, unless the cached token has not expired.
    fn failed(&mut self, number: u8) -> Instruction {
        let failure = log::last_failure(&self.entries).unwrap_or(0);
        self.send_unexpired(number).unwrap_or(Instruction::Stop(StopReason::FetchFailed(failure)))
    }

    fn answered(&mut self, number: u8, token: u64, outcome: Outcome) -> Instruction {
        if let (1, Outcome::Refusal) = (number, outcome) {
            self.entries.push(Entry::Invalidated(token, FetchReason::Refused));
            return self.decide(2);
        }
        if number == 2 {
            self.entries.push(Entry::Retried(match outcome {
                Outcome::Success(_) => Some(200),
                Outcome::Failure(_) => Some(503),
                Outcome::Refusal => Some(401),
                Outcome::Nothing => None,
            }));
        }
        Instruction::Done
    }
}

const IDLE: Call = Call { number: 1, phase: Phase::Idle };
