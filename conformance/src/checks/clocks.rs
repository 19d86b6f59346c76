//! A token's age survives clocks that jump or stand still.

use super::{Check, NANOSECOND, check, seconds};

pub(super) const CHECKS: &[Check] = &[
    check("clocks.wall-steps-back", |w| {
        w.get();
        w.set_back(seconds(7200));
        w.get();
        w.saw(["fetch token#1, send token#1 (200), deliver 200", "send token#1 (200), deliver 200"])
    }),
    check("clocks.wall-steps-back-no-extension", |w| {
        w.get();
        w.set_back(seconds(7200));
        w.travel(seconds(3570) - NANOSECOND);
        w.get();
        w.travel(NANOSECOND);
        w.get();
        w.saw(USE_THEN_RENEWAL)
    }),
    check("clocks.wall-steps-forward", |w| {
        w.get();
        w.set_forward(seconds(3570) - NANOSECOND);
        w.get();
        w.set_forward(NANOSECOND);
        w.get();
        w.saw(USE_THEN_RENEWAL)
    }),
    check("clocks.suspended", |w| {
        w.get();
        w.sleep(seconds(7200));
        w.get();
        w.saw([
            "fetch token#1, send token#1 (200), deliver 200",
            "fetch token#2, send token#2 (200), deliver 200",
        ])
    }),
    check("clocks.monotonic-frozen", |w| {
        w.get();
        w.sleep(seconds(3570) - NANOSECOND);
        w.get();
        w.sleep(NANOSECOND);
        w.get();
        w.saw(USE_THEN_RENEWAL)
    }),
];

const USE_THEN_RENEWAL: [&str; 3] = [
    "fetch token#1, send token#1 (200), deliver 200",
    "send token#1 (200), deliver 200",
    "fetch token#2, send token#2 (200), deliver 200",
];
