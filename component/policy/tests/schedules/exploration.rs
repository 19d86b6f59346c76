//! Every schedule within these bounds: three overlapping calls; at most two 401s, two failures, two clock moves and one
//! discard, and at most four of these together.
//!
//! The search is breadth first, so a violation is reported with a shortest schedule. Steps cannot be cloned, so each
//! state is rebuilt by replaying its schedule, and recognised by its fingerprint.

use std::collections::{HashSet, VecDeque};

use crate::call::Phase;
use crate::clock::SECOND;
use crate::driver::Driver;
use crate::event::{Event, Instruction, Outcome};

#[test]
fn every_schedule_of_three_calls_upholds_the_invariants_and_lets_every_call_end() {
    let states: usize = INITIAL_EVENTS.iter().map(|initial| explore(initial)).sum();
    println!("explored {states} states");
    assert!(states > 150_000, "the exploration shrank to {states} states");
}

/// Visits every state that is reachable after these events. Returns the number of states.
fn explore(initial: &[Event]) -> usize {
    let mut seen = HashSet::new();
    let mut queue = VecDeque::from([Vec::new()]);
    while let Some(schedule) = queue.pop_front() {
        let (driver, _) = replay(initial, &schedule);
        let mut can_progress = driver.phases().all(|phase| matches!(phase, Phase::Done));
        for event in possible(&driver, &schedule) {
            let longer = [schedule.as_slice(), &[event]].concat();
            let (driver, instruction) = replay(initial, &longer);
            can_progress |=
                matches!(event, Event::Call(_, Outcome::Success(_))) && instruction != Instruction::Wait;
            if seen.insert((driver.fingerprint(), used(&longer))) {
                queue.push_back(longer);
            }
        }
        // The steps of a call are limited. If every state has a success that makes progress, every call ends.
        assert!(can_progress, "no call makes progress after {initial:?} {schedule:?}");
    }
    seen.len()
}

/// The driver after these events, and the instruction that the last one returned.
fn replay(initial: &[Event], schedule: &[Event]) -> (Driver, Instruction) {
    let mut driver = Driver::new(CALLS);
    let mut instruction = Instruction::Nothing;
    for event in initial.iter().chain(schedule) {
        instruction = match driver.apply(*event) {
            Ok(instruction) => instruction,
            Err(invariant) => panic!("violated: {invariant}, after {initial:?} {schedule:?}"),
        }
    }
    (driver, instruction)
}

/// The events that are possible next, within the bounds.
fn possible(driver: &Driver, schedule: &[Event]) -> Vec<Event> {
    let within_bounds = |event: &Event| {
        let used = used(&[schedule, &[*event]].concat());
        used.iter().sum::<usize>() <= TOTAL_BOUND
            && used.iter().zip(BOUNDS).all(|(used, bound)| *used <= bound)
    };
    let mut events = CLOCK_MOVES.to_vec();
    events.extend((1..=driver.newest() + 1).map(Event::Discard));
    for (number, phase) in driver.phases().enumerate() {
        let outcomes: &[Outcome] = match phase {
            Phase::New | Phase::Waiting(_) => &[Outcome::Success(0)],
            Phase::Fetching(_) => &FETCHES,
            Phase::Sending(_) => &SENDS,
            Phase::Done => &[],
        };
        events.extend(outcomes.iter().map(|outcome| Event::Call(number, *outcome)));
    }
    events.retain(within_bounds);
    events
}

/// How much of each bound a schedule uses: failures, 401s, clock moves, discards.
fn used(schedule: &[Event]) -> [usize; 4] {
    let count = |is_one: fn(&Event) -> bool| schedule.iter().filter(|event| is_one(event)).count();
    [
        count(|event| matches!(event, Event::Call(_, Outcome::Failure(_) | Outcome::Nothing))),
        count(|event| matches!(event, Event::Call(_, Outcome::Refusal))),
        count(|event| matches!(event, Event::Pass { .. })),
        count(|event| matches!(event, Event::Discard(_))),
    ]
}

const CALLS: usize = 3;
/// Limits for failures, 401s, clock moves and discards; and for all of them together.
const BOUNDS: [usize; 4] = [2, 2, 2, 1];
const TOTAL_BOUND: usize = 4;

/// Exactly into the window; exactly to the expiry by the wall clock alone; and back by the wall clock alone.
const CLOCK_MOVES: [Event; 3] = [
    Event::Pass { monotonic: 30 * SECOND, wall: 30 * SECOND as i64 },
    Event::Pass { monotonic: 0, wall: 60 * SECOND as i64 },
    Event::Pass { monotonic: 0, wall: -60 * SECOND as i64 },
];
/// A token; a failure; a failure with `Retry-After`; no request.
const FETCHES: [Outcome; 4] =
    [Outcome::Success(60), Outcome::Failure(None), Outcome::Failure(Some(45)), Outcome::Nothing];
const SENDS: [Outcome; 2] = [Outcome::Success(0), Outcome::Refusal];

/// An empty cache, and one with the token of a finished first call.
const INITIAL_EVENTS: [&[Event]; 2] = [
    &[],
    &[
        Event::Call(0, Outcome::Success(0)),
        Event::Call(0, Outcome::Success(60)),
        Event::Call(0, Outcome::Success(0)),
    ],
];
