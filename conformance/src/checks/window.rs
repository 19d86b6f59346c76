//! A token is replaced 30 s before it expires: not earlier, not later.

use super::{Check, NANOSECOND, check, seconds};

pub(super) const CHECKS: &[Check] = &[
    check("window.reuse-above-thirty-seconds", |w| {
        w.get();
        w.travel(seconds(3570) - NANOSECOND);
        w.get();
        w.saw(["fetch token#1, send token#1 (200), deliver 200", "send token#1 (200), deliver 200"])
    }),
    check("window.renewal-at-thirty-seconds", |w| {
        w.get();
        w.travel(seconds(3570));
        w.get();
        w.saw(RENEWAL)
    }),
    check("window.renewal-at-twenty-nine-seconds", |w| {
        w.get();
        w.travel(seconds(3571));
        w.get();
        w.saw(RENEWAL)
    }),
    check("window.renewal-after-expiry", |w| {
        w.get();
        w.travel(seconds(3601));
        w.get();
        w.saw(RENEWAL)
    }),
    check("window.renewal-after-a-day", |w| {
        w.get();
        w.travel(seconds(24 * 3600));
        w.get();
        w.saw(RENEWAL)
    }),
    check("window.own-lifetime", |w| {
        w.mock().lifetime = 60;
        w.get();
        w.travel(seconds(30));
        w.mock().lifetime = 3600;
        w.get();
        w.travel(seconds(40));
        w.get();
        w.travel(seconds(3530));
        w.get();
        w.saw([
            "fetch token#1, send token#1 (200), deliver 200",
            "fetch token#2, send token#2 (200), deliver 200",
            "send token#2 (200), deliver 200",
            "fetch token#3, send token#3 (200), deliver 200",
        ])
    }),
    check("window.lifetime-0", |w| {
        w.mock().lifetime = 0;
        w.get();
        w.get();
        w.saw(RENEWAL)
    }),
    check("window.lifetime-within-window", |w| {
        for lifetime in [1, 29, 30, 3600] {
            w.mock().lifetime = lifetime;
            w.get();
        }
        w.get();
        w.saw([
            "fetch token#1, send token#1 (200), deliver 200",
            "fetch token#2, send token#2 (200), deliver 200",
            "fetch token#3, send token#3 (200), deliver 200",
            "fetch token#4, send token#4 (200), deliver 200",
            "send token#4 (200), deliver 200",
        ])
    }),
    check("window.lifetime-31", |w| {
        w.mock().lifetime = 31;
        w.get();
        w.travel(seconds(1) - NANOSECOND);
        w.get();
        w.travel(NANOSECOND);
        w.get();
        w.saw(USE_THEN_RENEWAL)
    }),
    check("window.lifetime-60", |w| {
        w.mock().lifetime = 60;
        w.get();
        w.travel(seconds(30) - NANOSECOND);
        w.get();
        w.travel(NANOSECOND);
        w.get();
        w.saw(USE_THEN_RENEWAL)
    }),
    check("window.counted-from-request", |w| {
        w.mock().delay = seconds(8);
        w.get();
        w.travel(seconds(3570 - 8) - NANOSECOND);
        w.get();
        w.travel(NANOSECOND);
        w.get();
        w.saw(USE_THEN_RENEWAL)
    }),
];

const RENEWAL: [&str; 2] =
    ["fetch token#1, send token#1 (200), deliver 200", "fetch token#2, send token#2 (200), deliver 200"];

const USE_THEN_RENEWAL: [&str; 3] = [
    "fetch token#1, send token#1 (200), deliver 200",
    "send token#1 (200), deliver 200",
    "fetch token#2, send token#2 (200), deliver 200",
];
