//! A token is replaced 30 s before it expires: not earlier, not later.

use super::{Check, NANOSECOND, check, seconds};
use crate::component::endpoint::reply::status;

pub(super) const CHECKS: &[Check] = &[
    check("window.reuse-at-thirty-one-seconds", |w| {
        w.get();
        w.travel(seconds(3569));
        w.get();
        w.saw([FIRST, AGAIN])
    }),
    check("window.reuse-above-thirty-seconds", |w| {
        // Away from whole seconds, so that rounding shows.
        w.travel(seconds(1) / 3);
        w.get();
        w.travel(seconds(3570) - NANOSECOND);
        w.get();
        w.saw([FIRST, AGAIN])
    }),
    check("window.renewal-at-thirty-seconds", |w| {
        w.get();
        w.travel(seconds(3570));
        w.get();
        w.saw([FIRST, SECOND])
    }),
    check("window.renewal-at-twenty-nine-seconds", |w| {
        w.get();
        w.travel(seconds(3571));
        w.get();
        w.saw([FIRST, SECOND])
    }),
    check("window.renewal-after-expiry", |w| {
        w.get();
        w.travel(seconds(3601));
        w.get();
        w.saw([FIRST, SECOND])
    }),
    check("window.renewal-after-a-day", |w| {
        w.get();
        w.travel(seconds(24 * 3600));
        w.get();
        w.saw([FIRST, SECOND])
    }),
    check("window.own-lifetime", |w| {
        w.mock().lifetime = 60;
        w.get();
        w.travel(seconds(45));
        w.mock().lifetime = 3600;
        w.get();
        w.travel(seconds(45));
        w.get();
        w.travel(seconds(3555));
        w.get();
        w.saw([FIRST, SECOND, "send token#2 (200), deliver 200", THIRD])
    }),
    check("window.own-lifetime-after-401", |w| {
        w.get();
        w.travel(seconds(1000));
        w.mock().resource.next([status(401)]);
        w.get();
        w.travel(seconds(3500));
        w.get();
        w.travel(seconds(100));
        w.get();
        let retried = "send token#1 (401), fetch token#2, send token#2 (200), deliver 200";
        w.saw([FIRST, retried, "send token#2 (200), deliver 200", THIRD])
    }),
    check("window.lifetime-0-never-reused", |w| {
        w.mock().lifetime = 0;
        w.get();
        w.get();
        w.saw_either([FIRST, SECOND], ["fetch token#1, fail: *", "fetch token#2, fail: *"])
    }),
    check("window.lifetime-0", |w| {
        w.mock().lifetime = 0;
        w.get();
        w.get();
        w.saw([FIRST, SECOND])
    }),
    check("window.lifetime-within-window", |w| {
        for lifetime in [1, 29, 30] {
            w.mock().lifetime = lifetime;
            w.get();
        }
        w.saw([FIRST, SECOND, THIRD])
    }),
    check("window.lifetime-31", |w| {
        w.mock().lifetime = 31;
        w.get();
        w.get();
        w.travel(seconds(1));
        w.get();
        w.saw([FIRST, AGAIN, SECOND])
    }),
    check("window.lifetime-60", |w| {
        w.mock().lifetime = 60;
        w.get();
        w.travel(seconds(29));
        w.get();
        w.travel(seconds(1));
        w.get();
        w.saw([FIRST, AGAIN, SECOND])
    }),
    check("window.counted-from-receipt", |w| {
        w.mock().delay = seconds(8);
        w.get();
        w.travel(seconds(3570));
        w.get();
        w.saw([FIRST, SECOND])
    }),
    check("window.counted-from-request", |w| {
        w.mock().delay = seconds(8);
        w.get();
        w.travel(seconds(3570 - 8) - NANOSECOND);
        w.get();
        w.travel(NANOSECOND);
        w.get();
        w.saw([FIRST, AGAIN, SECOND])
    }),
];

const FIRST: &str = "fetch token#1, send token#1 (200), deliver 200";
const AGAIN: &str = "send token#1 (200), deliver 200";
const SECOND: &str = "fetch token#2, send token#2 (200), deliver 200";
const THIRD: &str = "fetch token#3, send token#3 (200), deliver 200";
