//! Every schedule within small bounds: three overlapping calls; two refusals, two failures, two moves of the clocks and
//! one discarded token, four of these in all.
//!
//! Breadth first, so that a broken law shows with a shortest schedule. Calls cannot be copied, which is a promise of
//! theirs; each state is therefore reached anew by its schedule, and known again by its fingerprint.

use std::collections::{HashSet, VecDeque};

use crate::call::Stage;
use crate::clock::SECOND;
use crate::event::{Event, Outcome, Told};
use crate::world::World;

#[test]
fn every_schedule_of_three_calls_is_lawful_and_lets_every_call_finish() {
    let states: usize = BEGINNINGS.iter().map(|beginning| explore(beginning)).sum();
    println!("explored {states} states");
    assert!(states > 150_000, "the exploration shrank to {states} states");
}

/// Visits every state that can be reached after this beginning. Says how many there are.
fn explore(beginning: &[Event]) -> usize {
    let mut seen = HashSet::new();
    let mut queue = VecDeque::from([Vec::new()]);
    while let Some(schedule) = queue.pop_front() {
        let (world, _) = replay(beginning, &schedule);
        let mut leads_on = world.stages().all(|stage| matches!(stage, Stage::Over));
        for event in possible(&world, &schedule) {
            let longer = [schedule.as_slice(), &[event]].concat();
            let (world, told) = replay(beginning, &longer);
            leads_on |= matches!(event, Event::Call(_, Outcome::Success(_))) && told != Told::Wait;
            if seen.insert((world.fingerprint(), spent(&longer))) {
                queue.push_back(longer);
            }
        }
        // A call can take only so many steps. If in every state some success leads on, every call finishes.
        assert!(leads_on, "no call can go on after {beginning:?} {schedule:?}");
    }
    seen.len()
}

/// The world after these events, and what the last of them was told.
fn replay(beginning: &[Event], schedule: &[Event]) -> (World, Told) {
    let mut world = World::new(CALLS);
    let mut told = Told::Nothing;
    for event in beginning.iter().chain(schedule) {
        told = match world.happen(*event) {
            Ok(told) => told,
            Err(broken) => panic!("broken: {broken}, after {beginning:?} {schedule:?}"),
        }
    }
    (world, told)
}

/// What may happen next within the bounds.
fn possible(world: &World, schedule: &[Event]) -> Vec<Event> {
    let affordable = |event: &Event| {
        let spent = spent(&[schedule, &[*event]].concat());
        spent.iter().sum::<usize>() <= IN_ALL
            && spent.iter().zip(BOUNDS).all(|(spent, bound)| *spent <= bound)
    };
    let mut events = PASSES.to_vec();
    events.extend((1..=world.newest() + 1).map(Event::Discard));
    for (number, stage) in world.stages().enumerate() {
        let outcomes: &[Outcome] = match stage {
            Stage::New | Stage::Waiting(_) => &[Outcome::Success(0)],
            Stage::Fetching(_) => &FETCHES,
            Stage::Sending(_) => &SENDS,
            Stage::Over => &[],
        };
        events.extend(outcomes.iter().map(|outcome| Event::Call(number, *outcome)));
    }
    events.retain(affordable);
    events
}

/// How much of each bound a schedule uses up: failures, refusals, moves of the clocks, discards.
fn spent(schedule: &[Event]) -> [usize; 4] {
    let count = |is_one: fn(&Event) -> bool| schedule.iter().filter(|event| is_one(event)).count();
    [
        count(|event| matches!(event, Event::Call(_, Outcome::Failure(_) | Outcome::Nothing))),
        count(|event| matches!(event, Event::Call(_, Outcome::Refusal))),
        count(|event| matches!(event, Event::Pass { .. })),
        count(|event| matches!(event, Event::Discard(_))),
    ]
}

const CALLS: usize = 3;
/// Failures, refusals, moves of the clocks, discards; and all of them together.
const BOUNDS: [usize; 4] = [2, 2, 2, 1];
const IN_ALL: usize = 4;

/// Into the window exactly; to the expiry exactly, while the monotonic clock stands still; and back.
const PASSES: [Event; 3] = [
    Event::Pass { monotonic: 30 * SECOND, wall: 30 * SECOND as i64 },
    Event::Pass { monotonic: 0, wall: 60 * SECOND as i64 },
    Event::Pass { monotonic: 0, wall: -60 * SECOND as i64 },
];
/// A token, none, none for a while, no request.
const FETCHES: [Outcome; 4] =
    [Outcome::Success(60), Outcome::Failure(None), Outcome::Failure(Some(45)), Outcome::Nothing];
const SENDS: [Outcome; 2] = [Outcome::Success(0), Outcome::Refusal];

/// With no token, and with the one that the first call got.
const BEGINNINGS: [&[Event]; 2] = [
    &[],
    &[
        Event::Call(0, Outcome::Success(0)),
        Event::Call(0, Outcome::Success(60)),
        Event::Call(0, Outcome::Success(0)),
    ],
];
