//! Long random schedules of six calls: the policy is lawful, does what the model does, and lets every call finish.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::call::Stage;
use crate::clock::SECOND;
use crate::event::{Event, Outcome};
use crate::model::Model;
use crate::world::World;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn every_step_is_the_one_that_the_whole_history_calls_for(schedule in vec(event(), 1..120)) {
        let mut world = World::new(CALLS);
        let mut model = Model::new(CALLS);
        for event in schedule {
            let told = world.happen(event).map_err(TestCaseError::fail)?;
            prop_assert_eq!(told, model.happen(event));
            prop_assert_eq!(world.status(), model.status());
        }
    }

    #[test]
    fn once_all_goes_well_every_call_finishes(schedule in vec(event(), 1..120)) {
        let mut world = World::new(CALLS);
        for event in schedule {
            world.happen(event).map_err(TestCaseError::fail)?;
        }
        for call in (0..CALLS).cycle().take(8 * CALLS) {
            if !matches!(world.stages().nth(call), Some(Stage::New | Stage::Over)) {
                world.happen(Event::Call(call, Outcome::Success(3600))).map_err(TestCaseError::fail)?;
            }
        }
        prop_assert!(world.stages().all(|stage| matches!(stage, Stage::New | Stage::Over)));
    }
}

fn event() -> impl Strategy<Value = Event> {
    let lifetime = prop_oneof![0..70_u64, Just(3600)];
    let outcome = prop_oneof![
        4 => lifetime.prop_map(Outcome::Success),
        3 => proptest::option::of(prop_oneof![0..100_u64, 0..5000_u64]).prop_map(Outcome::Failure),
        2 => Just(Outcome::Refusal),
        1 => Just(Outcome::Nothing),
    ];
    let little = 0..5 * SECOND;
    let much = 0..4000 * SECOND;
    prop_oneof![
        20 => (0..CALLS, outcome).prop_map(|(call, outcome)| Event::Call(call, outcome)),
        1 => (0..12_u64).prop_map(Event::Discard),
        4 => little.prop_map(|time| Event::Pass { monotonic: time, wall: time as i64 }),
        1 => much.clone().prop_map(|time| Event::Pass { monotonic: 0, wall: time as i64 }),
        1 => much.clone().prop_map(|time| Event::Pass { monotonic: time, wall: 0 }),
        1 => much.prop_map(|time| Event::Pass { monotonic: 0, wall: -(time as i64) }),
    ]
}

const CALLS: usize = 6;
