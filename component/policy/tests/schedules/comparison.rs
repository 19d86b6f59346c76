//! Long random schedules of six calls: the policy upholds the invariants, agrees with the model, and every call ends.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::call::Phase;
use crate::clock::SECOND;
use crate::driver::Driver;
use crate::event::{Event, Outcome};
use crate::model::Model;

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn every_step_agrees_with_the_model(schedule in vec(event(), 1..120)) {
        let mut driver = Driver::new(CALLS);
        let mut model = Model::new(CALLS);
        for event in schedule {
            let instruction = driver.apply(event).map_err(TestCaseError::fail)?;
            prop_assert_eq!(instruction, model.apply(event));
            prop_assert_eq!(driver.status(), model.status());
        }
    }

    #[test]
    fn every_call_ends_once_requests_succeed(schedule in vec(event(), 1..120)) {
        let mut driver = Driver::new(CALLS);
        for event in schedule {
            driver.apply(event).map_err(TestCaseError::fail)?;
        }
        for call in (0..CALLS).cycle().take(8 * CALLS) {
            if !matches!(driver.phases().nth(call), Some(Phase::New | Phase::Done)) {
                driver.apply(Event::Call(call, Outcome::Success(3600))).map_err(TestCaseError::fail)?;
            }
        }
        prop_assert!(driver.phases().all(|phase| matches!(phase, Phase::New | Phase::Done)));
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
