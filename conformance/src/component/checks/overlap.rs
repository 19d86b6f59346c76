//! Calls of one client that overlap.

use super::{Check, check, seconds};
use crate::component::endpoint::reply::{Answer, status};
use crate::component::harness::Harness;
use crate::component::simulation::random::Random;
use crate::core::verdict::{Verdict, same};

pub(super) const CHECKS: &[Check] = &[
    check("overlap.cold-single-flight", |w| {
        w.mock().delay = seconds(1);
        w.get_together(20, None);
        w.saw(["fetch token#1, 20 x send token#1 (200), 20 x deliver 200"])
    }),
    check("overlap.window-single-flight", |w| {
        w.get();
        w.travel(seconds(3570));
        w.mock().delay = seconds(1);
        w.get_together(20, None);
        w.saw([FIRST, "fetch token#2, 20 x send token#2 (200), 20 x deliver 200"])
    }),
    check("overlap.refusals-share-a-fetch", |w| {
        w.get();
        w.mock().delay = seconds(1);
        w.mock().resource.next(vec![status(401).after(seconds(1)); 20]);
        w.get_together(20, None);
        w.saw([FIRST, "20 x send token#1 (401), fetch token#2, 20 x send token#2 (200), 20 x deliver 200"])
    }),
    check("overlap.late-refusal", |w| {
        w.get();
        w.mock().resource.next([status(401).after(seconds(1)), status(401).after(seconds(5))]);
        w.get_together(2, None);
        w.get();
        w.saw([
            FIRST,
            "2 x send token#1 (401), fetch token#2, 2 x send token#2 (200), 2 x deliver 200",
            "send token#2 (200), deliver 200",
        ])
    }),
    check("overlap.failure-shared", |w| {
        w.get();
        w.travel(seconds(3600));
        w.mock().token_endpoint.next(vec![status(500).after(seconds(1)); 20]);
        w.get_together(20, None);
        w.saw([FIRST, "fetch nothing (500), 20 x fail: oauth 500"])
    }),
    check("overlap.renewals-end", |w| {
        w.get();
        w.travel(seconds(3570));
        w.mock().delay = seconds(1);
        w.get_together(5, None);
        ended(w, "deliver 200, deliver 200, deliver 200, deliver 200, deliver 200")
    }),
    check("overlap.caller-leaves", |w| {
        w.get();
        w.travel(seconds(3600));
        w.mock().delay = seconds(5);
        w.get_together(4, Some(seconds(1)));
        ended(w, "give up, deliver 200, deliver 200, deliver 200")
    }),
    check("overlap.interleavings", |w| {
        for seed in w.seeds.clone() {
            *w = w.again().expect("a runtime, as for the harness before");
            interleave(w, seed);
            ended(w, "deliver 200")?;
            w.invariants_hold()?;
        }
        Ok(())
    }),
];

/// Some rounds of calls that overlap, under peers that answer late, refuse and fail. Then all is well for an hour, and
/// one more call is made.
fn interleave(w: &mut Harness, seed: u64) {
    w.seed = Some(seed);
    let mut random = Random::new(seed);
    for _ in 0..1 + random.below(4) {
        let callers = 2 + random.below(7);
        let failures = random.below(3);
        let failures: Vec<_> = (0..failures).map(|_| late(&mut random, &[400, 500, 503])).collect();
        let answers: Vec<_> =
            (0..callers).map(|_| late(&mut random, &[200, 200, 401, 401, 403, 500])).collect();
        w.mock().delay = seconds(random.below(5));
        w.mock().token_endpoint.start(failures);
        w.mock().resource.start(answers);
        w.travel(seconds(random.pick(&[0, 1, 3570, 3600])));
        let patience = random.once_in(2).then(|| seconds(1 + random.below(5)));
        w.get_together(callers as usize, patience);
    }
    w.mock().token_endpoint.start([]);
    w.mock().resource.start([]);
    w.travel(seconds(3600));
    w.get();
}

/// One of these statuses, some seconds late.
fn late(random: &mut Random, statuses: &[u16]) -> Answer {
    status(random.pick(statuses)).after(seconds(random.below(5))).into()
}

/// Passes if these are the ends of the last action.
fn ended(w: &Harness, expected: &str) -> Verdict {
    let mock = w.mock();
    let end = mock.journal.entries.last().and_then(|entry| entry.end.as_ref());
    same(expected, end.map_or("no end", |end| &end.text))
}

const FIRST: &str = "fetch token#1, send token#1 (200), deliver 200";
