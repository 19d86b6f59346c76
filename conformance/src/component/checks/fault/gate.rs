//! A token endpoint that keeps failing is spared for a while, and never for good.

use std::time::Duration;

use crate::component::checks::{Check, NANOSECOND, check, seconds};
use crate::component::endpoint::reply::status;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("fault.gate-after-five-failures", |w| {
        w.mock().token_endpoint.always(status(500));
        for pause in [0, 0, 0, 0, 0, 999_999_999, 1, 0] {
            w.travel(Duration::from_nanos(pause));
            w.get();
        }
        w.saw([
            FAILED,
            FAILED,
            FAILED,
            FAILED,
            FAILED,
            "fail: gated for 1ns after oauth",
            FAILED,
            "fail: gated for 1.6s after oauth",
        ])
    }),
    check("fault.gate-grows-to-a-minute", |w| {
        w.mock().token_endpoint.always(status(500));
        for _ in 0..20 {
            w.get();
            w.travel(seconds(60));
        }
        w.get();
        w.travel(seconds(60) - NANOSECOND);
        w.get();
        w.saw([FAILED; 21].into_iter().chain(["fail: gated for 1ns after oauth"]))
    }),
    check("fault.gate-forgets", |w| {
        w.mock().lifetime = 0;
        w.mock().token_endpoint.next([500; 5].map(status));
        for _ in 0..5 {
            w.get();
        }
        w.travel(seconds(1));
        w.get();
        w.mock().token_endpoint.next([500; 4].map(status));
        for _ in 0..5 {
            w.get();
        }
        w.saw([FAILED; 5].into_iter().chain([FINE]).chain([FAILED; 4]).chain([RENEWED]))
    }),
    check("fault.gate-spares-the-old-token", |w| {
        w.get();
        w.travel(seconds(3575));
        w.mock().token_endpoint.always(status(500));
        for _ in 0..6 {
            w.get();
        }
        let old = "fetch nothing (500), send token#1 (200), deliver 200";
        w.saw([FINE, old, old, old, old, old, "send token#1 (200), deliver 200"])
    }),
    check("fault.retry-after-seconds", |w| {
        w.mock().token_endpoint.next([status(503).header("retry-after", "120")]);
        for pause in [0, 119_999_999_999, 1] {
            w.travel(Duration::from_nanos(pause));
            w.get();
        }
        w.saw(["fetch nothing (503), fail: oauth 503", "fail: gated for 1ns after oauth", FINE])
    }),
    check("fault.retry-after-date", |w| {
        let date = "Tue, 01 Jan 2030 00:02:00 GMT";
        w.mock().token_endpoint.next([status(429).header("retry-after", date)]);
        for pause in [0, 119_999_999_999, 1] {
            w.travel(Duration::from_nanos(pause));
            w.get();
        }
        w.saw(["fetch nothing (429), fail: oauth 429", "fail: gated for 1ns after oauth", FINE])
    }),
    check("fault.retry-after-bounded", |w| {
        for rest in ["7200", "99999999999999999999", "Fri, 31 Dec 2049 23:59:59 GMT"] {
            w.mock().token_endpoint.next([status(503).header("retry-after", rest)]);
            w.open();
            w.get();
            w.travel(seconds(3600) - NANOSECOND);
            w.get();
            w.travel(NANOSECOND);
            w.get();
        }
        let spared = ["fetch nothing (503), fail: oauth 503", "fail: gated for 1ns after oauth"];
        let asked = |number| format!("fetch token#{number}, send token#{number} (200), deliver 200");
        w.saw((1..4).flat_map(|number| spared.map(String::from).into_iter().chain([asked(number)])))
    }),
    check("fault.retry-after-garbage", |w| {
        for rest in ["-1", "soon", "1.5", "Tue, 01 Jan 1980 00:00:00 GMT"] {
            w.mock().token_endpoint.next([status(503).header("retry-after", rest)]);
            w.get();
        }
        w.get();
        let failed = "fetch nothing (503), fail: oauth 503";
        w.saw([failed, failed, failed, failed, FINE])
    }),
];

const FINE: &str = "fetch token#1, send token#1 (200), deliver 200";
const RENEWED: &str = "fetch token#2, send token#2 (200), deliver 200";
const FAILED: &str = "fetch nothing (500), fail: oauth 500";
