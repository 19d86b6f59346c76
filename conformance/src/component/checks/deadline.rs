//! A caller's deadline is kept.

use super::{Check, check, seconds};
use crate::component::endpoint::reply::{silence, status};

pub(super) const CHECKS: &[Check] = &[
    check("deadline.send", |w| {
        w.mock().resource.next([silence()]);
        w.get_within(seconds(3));
        w.took(seconds(3))?;
        w.saw(["fetch token#1, send token#1 (silence), fail: timeout at the resource"])
    }),
    check("deadline.token", |w| {
        w.mock().token_endpoint.next([silence()]);
        w.token(Some(seconds(3)));
        w.took(seconds(3))?;
        w.saw(["fetch nothing (silence), fail: timeout at the token endpoint"])
    }),
    check("deadline.whole-call", |w| {
        w.mock().delay = seconds(2);
        w.mock().resource.next([silence()]);
        w.get_within(seconds(3));
        w.took(seconds(3))?;
        w.saw(["fetch token#1, send token#1 (silence), fail: timeout at the resource"])
    }),
    check("deadline.retry", |w| {
        w.get();
        w.mock().resource.next([status(401).after(seconds(2))]);
        w.mock().token_endpoint.next([silence()]);
        w.get_within(seconds(3));
        w.took(seconds(3))?;
        w.saw([FINE, "send token#1 (401), fetch nothing (silence), fail: refused with 401, since timeout"])
    }),
    check("deadline.renewal", |w| {
        w.get();
        w.travel(seconds(3575));
        w.mock().token_endpoint.next([silence()]);
        w.get_within(seconds(10));
        w.took(seconds(5))?;
        w.saw([FINE, "fetch nothing (silence), send token#1 (200), deliver 200"])
    }),
    check("deadline.passed", |w| {
        w.token(Some(seconds(0)));
        w.get_within(seconds(0));
        // Nothing was sent to either endpoint, so either may be named.
        let saw = |end| w.saw(["fail: timeout at the token endpoint", end]);
        saw("fail: timeout at the token endpoint").or_else(|_| saw("fail: timeout at the resource"))
    }),
];

const FINE: &str = "fetch token#1, send token#1 (200), deliver 200";
