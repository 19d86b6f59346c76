//! Peers that fail, lie and hang.

use super::{Check, check, seconds};
use crate::mock::fault::FAULTS;
use crate::mock::reply::{Fate, Reply, lost, silence, status};
use crate::mock::token_response;

pub(super) const CHECKS: &[Check] = &[
    check("fault.token-endpoint-unreachable", |w| {
        for fault in FAULTS {
            w.mock().token_endpoint.next([lost(*fault)]);
            w.get();
            w.travel(seconds(60));
        }
        w.get();
        let failed = FAULTS.iter().map(|fault| failed(&lost(*fault), fault.class));
        w.saw(failed.chain([FINE.into()]))
    }),
    check("fault.token-endpoint-hangs", |w| {
        w.mock().token_endpoint.next([silence(), promise().fate(Fate::Stalled(30))]);
        w.get();
        w.took(seconds(10))?;
        w.get();
        w.took(seconds(10))?;
        w.saw([
            "fetch nothing (silence), fail: timeout at the token endpoint",
            "fetch nothing (200, stalled), fail: timeout at the token endpoint",
        ])
    }),
    check("fault.token-endpoint-refuses", |w| {
        for refusal in REFUSALS {
            w.mock().token_endpoint.next([status(*refusal)]);
            w.get();
            w.travel(seconds(60));
        }
        w.saw(REFUSALS.iter().map(|status| format!("fetch nothing ({status}), fail: oauth {status}")))
    }),
    check("fault.token-endpoint-redirects", |w| {
        for (redirect, location) in REDIRECTS {
            w.mock().token_endpoint.next([status(*redirect).header("location", *location)]);
            w.get();
            w.travel(seconds(60));
        }
        w.saw(REDIRECTS.iter().map(|(status, _)| format!("fetch nothing ({status}), fail: oauth {status}")))
    }),
    check("fault.token-response-cut", |w| {
        let length = promise().body.len();
        for cut in 0..=length {
            w.mock().token_endpoint.next([promise().fate(Fate::Cut(cut))]);
            w.get();
            w.travel(seconds(60));
        }
        w.saw(vec![failed(&promise().fate(Fate::Cut(0)), "transport"); length + 1])
    }),
    check("fault.token-response-length", |w| {
        for told in ["0", "1", "18446744073709551615", "soon"] {
            w.mock().token_endpoint.next([promise().header("content-length", told)]);
            w.get();
        }
        w.saw(vec![failed(&promise(), "transport"); 4])
    }),
    check("fault.resource-unreachable", |w| {
        w.get();
        for fault in FAULTS {
            w.mock().resource.next([lost(*fault)]);
            w.get();
        }
        w.get();
        let failed = FAULTS.iter().map(|fault| unanswered(&lost(*fault), fault.class));
        w.saw([FINE.into()].into_iter().chain(failed).chain([REUSED.into()]))
    }),
    check("fault.resource-hangs", |w| {
        w.get();
        w.mock().resource.next([silence(), status(200).fate(Fate::Stalled(9))]);
        w.get();
        w.took(seconds(10))?;
        w.get();
        w.took(seconds(10))?;
        w.saw([
            FINE,
            "send token#1 (silence), fail: timeout at the resource",
            "send token#1 (200, stalled), fail: timeout at the resource",
        ])
    }),
    check("fault.resource-response-cut", |w| {
        w.get();
        let cut = status(200).fate(Fate::Cut(9));
        let failed = unanswered(&cut, "transport");
        w.mock().resource.next([cut]);
        w.get();
        w.get();
        w.saw([FINE.into(), failed, REUSED.into()])
    }),
    check("fault.resource-response-length", |w| {
        w.get();
        for told in ["0", "1", "18446744073709551615", "soon"] {
            w.mock().resource.next([status(200).header("content-length", told)]);
            w.get();
        }
        w.saw([FINE.into()].into_iter().chain(vec![unanswered(&status(200), "transport"); 4]))
    }),
    check("fault.resource-redirects", |w| {
        w.get();
        for (redirect, location) in REDIRECTS {
            w.mock().resource.next([status(*redirect).header("location", *location)]);
            w.get();
        }
        let delivered = |(status, _): &(u16, _)| format!("send token#1 ({status}), deliver {status}");
        w.saw([FINE.into()].into_iter().chain(REDIRECTS.iter().map(delivered)))
    }),
];

/// A token response that must not come to anything.
fn promise() -> Reply {
    status(200).body(token_response("never-issued", 3600))
}

fn failed(reply: &Reply, class: &str) -> String {
    format!("fetch nothing ({reply}), fail: {class} at the token endpoint")
}

fn unanswered(reply: &Reply, class: &str) -> String {
    format!("send token#1 ({reply}), fail: {class} at the resource")
}

const FINE: &str = "fetch token#1, send token#1 (200), deliver 200";
const REUSED: &str = "send token#1 (200), deliver 200";
const REFUSALS: &[u16] = &[400, 401, 403, 404, 405, 408, 429, 500, 502, 503, 504];
const REDIRECTS: &[(u16, &str)] = &[
    (301, "https://evil.test/token"),
    (302, "https://scaikey.test/elsewhere"),
    (303, "https://scaikey.test.evil/"),
    (307, "http://scaikey.test/api/v1/platform/oauth/token"),
    (308, "/api/v1/admin/tenants/"),
];
