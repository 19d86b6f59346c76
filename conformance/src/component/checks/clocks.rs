//! A token's age survives clocks that jump or stand still.

use super::{Check, NANOSECOND, check, seconds};

pub(super) const CHECKS: &[Check] = &[
    check("clocks.wall-steps-back", |w| {
        w.get();
        w.set_back(seconds(7200));
        w.get();
        w.saw([FIRST, AGAIN])
    }),
    check("clocks.wall-steps-back-no-extension", |w| {
        w.get();
        w.set_back(seconds(7200));
        w.travel(seconds(3570));
        w.get();
        w.saw([FIRST, SECOND])
    }),
    check("clocks.wall-steps-back-expiry", |w| {
        w.get();
        w.set_back(seconds(7200));
        w.travel(seconds(3600));
        w.get();
        w.saw([FIRST, SECOND])
    }),
    check("clocks.wall-steps-forward", |w| {
        w.get();
        w.set_forward(seconds(3570) - NANOSECOND);
        w.get();
        w.set_forward(NANOSECOND);
        w.get();
        w.saw([FIRST, AGAIN, SECOND])
    }),
    check("clocks.suspended", |w| {
        w.get();
        w.sleep(seconds(7200));
        w.get();
        w.saw([FIRST, SECOND])
    }),
    check("clocks.monotonic-frozen", |w| {
        w.get();
        w.sleep(seconds(3570) - NANOSECOND);
        w.get();
        w.sleep(NANOSECOND);
        w.get();
        w.saw([FIRST, AGAIN, SECOND])
    }),
];

const FIRST: &str = "fetch token#1, send token#1 (200), deliver 200";
const AGAIN: &str = "send token#1 (200), deliver 200";
const SECOND: &str = "fetch token#2, send token#2 (200), deliver 200";
