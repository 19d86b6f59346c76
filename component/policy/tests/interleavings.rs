//! Properties that hold however calls overlap, clocks move, requests fail and tokens are refused.
//!
//! A schedule is a list of events. Each moves the clocks and then advances one of several calls by one step. The test
//! keeps its own books, in the plainest way: when each token was asked for, how long it lives, which are refused.

use std::collections::BTreeSet;
use std::time::Duration;

use proptest::prelude::*;
use scaikey_policy::{Answer, Attempt, Cache, Fetch, Generation, Instant, Step, Stop, Wait};

const SECOND: u64 = 1_000_000_000;
const WINDOW: u64 = 30 * SECOND;
const CALLS: usize = 4;

/// What happens next, and how far the clocks move before it.
#[derive(Clone, Debug)]
struct Event {
    call: usize,
    monotonic: u64,
    wall: i64,
    outcome: Outcome,
}

/// What the next exchange of the call brings, whichever kind it is.
#[derive(Clone, Debug)]
enum Outcome {
    /// A token of this many seconds; or 200.
    Success(u64),
    /// No token, and perhaps a wish to be left alone; or no response.
    Failure(Option<u64>),
    /// No token; or 401.
    Refusal,
    /// The caller discards the newest token.
    Discard,
}

enum Call {
    Idle,
    Fetching(Fetch),
    Waiting(Wait),
    Sending(Attempt<usize>),
}

/// How a call came by its next step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// From the cache, or for want of it.
    Cache,
    /// From a token request of its own.
    Fetched,
    /// From a token request of another call.
    Waited,
}

/// What a call has used up.
#[derive(Default)]
struct Spent {
    fetches: u32,
    sends: u32,
    first: Option<Generation>,
}

struct World {
    cache: Cache<usize, &'static str>,
    monotonic: u64,
    wall: i128,
    calls: [Call; CALLS],
    spent: [Spent; CALLS],
    /// Every token ever issued: when it was asked for by both clocks, and its lifetime.
    tokens: Vec<(u64, i128, u64)>,
    refused: BTreeSet<usize>,
    newest: Generation,
}

impl World {
    fn new() -> Self {
        Self {
            cache: Cache::new(),
            monotonic: 0,
            wall: 0,
            calls: [const { Call::Idle }; CALLS],
            spent: Default::default(),
            tokens: Vec::new(),
            refused: BTreeSet::new(),
            newest: Generation::default(),
        }
    }

    fn now(&self) -> Instant {
        Instant::new(self.monotonic, self.wall)
    }

    fn age(&self, token: usize) -> u64 {
        let (monotonic, wall, _) = self.tokens[token];
        (self.monotonic - monotonic).max(u64::try_from(self.wall - wall).unwrap_or(0))
    }

    fn remaining(&self, token: usize) -> u64 {
        (self.tokens[token].2 * SECOND).saturating_sub(self.age(token))
    }

    fn happen(&mut self, event: &Event) {
        self.monotonic += event.monotonic;
        self.wall += i128::from(event.wall);
        let now = self.now();
        if let Outcome::Discard = event.outcome {
            // Also one that is unknown, which changes nothing.
            self.cache.discard(Generation::new(self.newest.number() + 1));
            self.refuse(self.newest);
            return self.cache.discard(self.newest);
        }
        match std::mem::replace(&mut self.calls[event.call], Call::Idle) {
            Call::Idle => {
                self.spent[event.call] = Spent::default();
                let step = self.cache.begin(now);
                self.take(event.call, step, Origin::Cache);
            }
            Call::Fetching(fetch) => self.fetched(event, fetch),
            Call::Waiting(wait) => {
                let step = wait.resume(&mut self.cache, now);
                self.take(event.call, step, Origin::Waited);
            }
            Call::Sending(attempt) => {
                if let Some(step) = self.answered(event, attempt) {
                    self.take(event.call, step, Origin::Cache);
                }
            }
        }
    }

    fn fetched(&mut self, event: &Event, fetch: Fetch) {
        let now = self.now();
        match event.outcome {
            Outcome::Success(lifetime) => {
                let token = self.tokens.len();
                self.tokens.push((self.monotonic, self.wall, lifetime));
                let attempt = fetch.granted(&mut self.cache, token, now, Duration::from_secs(lifetime));
                assert!(attempt.issued().generation() > self.newest, "generations only grow");
                self.newest = attempt.issued().generation();
                assert_eq!(self.cache.status(now).gate, None, "a success opens the gate");
                self.take(event.call, Step::Send(attempt), Origin::Fetched);
            }
            Outcome::Failure(retry_after) => {
                let step = fetch.failed(&mut self.cache, "failed", retry_after.map(Duration::from_secs), now);
                self.take(event.call, step, Origin::Cache);
            }
            Outcome::Refusal | Outcome::Discard => {
                let step = fetch.failed(&mut self.cache, "refused", None, now);
                self.take(event.call, step, Origin::Cache);
            }
        }
    }

    fn answered(&mut self, event: &Event, attempt: Attempt<usize>) -> Option<Step<usize, &'static str>> {
        let (status, now) = match event.outcome {
            Outcome::Refusal => (401, self.now()),
            Outcome::Failure(None) => {
                attempt.unanswered(&mut self.cache);
                return None;
            }
            _ => (200, self.now()),
        };
        let (number, generation) = (attempt.number(), attempt.issued().generation());
        let newer = self.held().filter(|held| *held as u64 >= generation.number());
        if (status, number) == (401, 1) {
            self.refuse(generation);
        }
        match attempt.answered(&mut self.cache, status, now) {
            Answer::Deliver => {
                assert!(status != 401 || number == 2, "the first 401 is not delivered");
                None
            }
            Answer::Retry(step) => {
                assert_eq!((status, number), (401, 1), "only the first 401 is retried");
                assert!(newer.is_none() || newer == self.held(), "a refusal keeps the newer token");
                Some(step)
            }
        }
    }

    /// A call goes on to its next step: everything that must hold of it is checked here.
    fn take(&mut self, call: usize, step: Step<usize, &'static str>, origin: Origin) {
        self.calls[call] = match step {
            Step::Fetch(fetch) => {
                self.spent[call].fetches += 1;
                assert!(self.spent[call].fetches <= 2, "a call makes at most two token requests");
                let others = self.calls.iter().filter(|call| matches!(call, Call::Fetching(_))).count();
                assert_eq!(others, 0, "at most one token request is under way");
                assert!(
                    self.held().is_none_or(|held| self.remaining(held) <= WINDOW),
                    "a fresh token is not replaced"
                );
                Call::Fetching(fetch)
            }
            Step::Send(attempt) => {
                let token = *attempt.issued().token();
                self.spent[call].sends += 1;
                assert!(self.spent[call].sends <= 2, "a call makes at most two attempts");
                let fetched = origin == Origin::Fetched;
                assert!(fetched || !self.refused.contains(&token), "a refused token is never sent");
                let alive = self.remaining(token) > 0;
                assert!(alive || origin != Origin::Cache, "an expired token is never taken from the cache");
                match self.spent[call].first {
                    None => self.spent[call].first = Some(attempt.issued().generation()),
                    Some(first) => {
                        assert!(attempt.issued().generation() > first, "a retry carries a newer token")
                    }
                }
                Call::Sending(attempt)
            }
            Step::Wait(wait) => {
                let fetching = self.calls.iter().any(|call| matches!(call, Call::Fetching(_)));
                assert!(fetching, "whoever waits, waits for a token request under way");
                Call::Waiting(wait)
            }
            Step::Stop(stop) => {
                if let Stop::Gated { remaining, .. } = stop {
                    assert!(remaining > Duration::ZERO && remaining <= Duration::from_secs(3600));
                }
                let usable = self.held().is_some_and(|held| self.remaining(held) > 0);
                assert!(!usable, "a call does not stop while a living token is cached");
                Call::Idle
            }
        };
    }

    /// The token that the cache says it holds, by its own status.
    fn held(&self) -> Option<usize> {
        let generation = self.cache.status(self.now()).generation?;
        Some(generation.number() as usize - 1)
    }

    /// This generation, and every older one, is refused. Token and generation numbers go hand in hand.
    fn refuse(&mut self, generation: Generation) {
        self.refused.extend(0..generation.number() as usize);
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let lifetimes = prop_oneof![0..70_u64, Just(3600)];
    let outcome = prop_oneof![
        4 => lifetimes.prop_map(Outcome::Success),
        2 => proptest::option::of(0..100_u64).prop_map(Outcome::Failure),
        2 => Just(Outcome::Refusal),
        1 => Just(Outcome::Discard),
    ];
    let monotonic = prop_oneof![3 => Just(0), 3 => 0..5 * SECOND, 1 => 0..4000 * SECOND];
    let wall = prop_oneof![
        3 => Just(0_i64),
        3 => 0..5 * SECOND as i64,
        1 => -4000 * SECOND as i64..4000 * SECOND as i64,
    ];
    let event = (0..CALLS, monotonic, wall, outcome).prop_map(|(call, monotonic, wall, outcome)| Event {
        call,
        monotonic,
        wall,
        outcome,
    });
    proptest::collection::vec(event, 1..80)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn every_interleaving_keeps_the_contract_and_every_call_finishes(schedule in events()) {
        let mut world = World::new();
        for event in &schedule {
            world.happen(event);
        }
        // From here on everything succeeds: a few rounds finish every call that is still under way.
        for _ in 0..8 {
            for call in (0..CALLS).filter(|call| !matches!(world.calls[*call], Call::Idle)).collect::<Vec<_>>() {
                world.happen(&Event { call, monotonic: 0, wall: 0, outcome: Outcome::Success(3600) });
            }
        }
        prop_assert!(world.calls.iter().all(|call| matches!(call, Call::Idle)), "every call finishes");
    }
}
