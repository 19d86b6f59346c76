//! Renewals that fail: the old token serves as long as it lives and was not refused, and no longer.

use scaikey_host::HttpError;

use crate::component::checks::{Check, NANOSECOND, check, seconds};
use crate::component::endpoint::fault::Fault;
use crate::component::endpoint::reply::{lost, silence, status};

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("fault.old-token-lives-on", |w| {
        w.get();
        w.travel(seconds(3600) - NANOSECOND);
        let lost = lost(Fault::of(HttpError::ConnectionRefused));
        w.mock().token_endpoint.next([status(500).into(), lost, status(200).into()]);
        for _ in 0..4 {
            w.get();
        }
        w.saw([
            FINE,
            "fetch nothing (500), send token#1 (200), deliver 200",
            "fetch nothing (connection-refused), send token#1 (200), deliver 200",
            "fetch nothing (200), send token#1 (200), deliver 200",
            RENEWED,
        ])
    }),
    check("fault.expired-token-never-sent", |w| {
        w.get();
        w.travel(seconds(3600));
        w.mock().token_endpoint.next([status(500)]);
        w.get();
        w.saw([FINE, "fetch nothing (500), fail: *"])
    }),
    check("fault.renewal-ends-before-the-old-token", |w| {
        w.get();
        w.travel(seconds(3595));
        w.mock().token_endpoint.next([silence()]);
        w.get();
        w.took_less_than(seconds(5))?;
        w.saw([FINE, "fetch nothing (silence), send token#1 (200), deliver 200"])
    }),
    check("fault.refused-without-replacement", |w| {
        w.get();
        w.mock().resource.next([status(401)]);
        w.mock().token_endpoint.next([status(500)]);
        w.get();
        w.get();
        w.saw([FINE, "send token#1 (401), fetch nothing (500), fail: refused with 401, since oauth", RENEWED])
    }),
];

const FINE: &str = "fetch token#1, send token#1 (200), deliver 200";
const RENEWED: &str = "fetch token#2, send token#2 (200), deliver 200";
