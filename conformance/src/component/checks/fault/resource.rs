//! A resource that fails, or answers anything but what was hoped for: nothing is retried, and the token is kept.

use crate::component::application::ORIGIN;
use crate::component::checks::{Check, check, seconds};
use crate::component::endpoint::fault::FAULTS;
use crate::component::endpoint::reply::{Answer, Delivery, lost, silence, status};
use crate::component::endpoint::request::Request;
use crate::component::harness::Harness;
use crate::core::verdict::Verdict;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("fault.resource-unreachable", |w| fails(w, FAULTS.iter().map(|fault| lost(*fault)))),
    check("fault.resource-status", |w| {
        let answers = STATUSES.iter().map(|answer| match answer {
            // These have no body.
            204 | 205 | 304 => status(*answer).body(""),
            _ => status(*answer),
        });
        w.get();
        w.mock().resource.next(answers);
        for _ in STATUSES {
            w.get();
        }
        w.get();
        let delivered = STATUSES.iter().map(|status| format!("send token#1 ({status}), deliver {status}"));
        w.saw([FINE.into()].into_iter().chain(delivered).chain([REUSED.into()]))
    }),
    check("fault.resource-hangs", |w| {
        w.get();
        w.mock().resource.next([silence()]);
        w.get();
        w.took(seconds(10))?;
        w.saw([FINE, "send token#1 (silence), fail: *"])
    }),
    check("fault.resource-response-stalls", |w| {
        w.get();
        for delivery in [Delivery::Stalled(0), Delivery::Stalled(9), Delivery::Dripping(seconds(1))] {
            w.mock().resource.next([status(200).delivery(delivery)]);
            w.get();
            w.took(seconds(10))?;
        }
        let stalled = "send token#1 (200, stalled), fail: *";
        w.saw([FINE, stalled, stalled, "send token#1 (200, dripping), fail: *"])
    }),
    check("fault.resource-response-cut", |w| {
        fails(
            w,
            (0..=status(200).response.body().len()).map(|length| status(200).delivery(Delivery::Cut(length))),
        )
    }),
    check("fault.resource-response-length", |w| {
        let lies = ["0", "1", "18446744073709551615", "soon"];
        fails(w, lies.into_iter().map(|told| status(200).header("content-length", told)))
    }),
    check("fault.resource-response-endless", |w| {
        fails(w, [status(200).delivery(Delivery::Endless)].into_iter())
    }),
    check("fault.resource-early-answer", |w| {
        let upload = Request {
            method: "POST".into(),
            url: format!("{ORIGIN}/api/v1/admin/tenants"),
            body: vec![b'x'; 1 << 20],
            ..Request::default()
        };
        w.mock().resource.next([status(413).early()]);
        w.send(&upload);
        w.get();
        w.saw(["fetch token#1, send token#1 (413), deliver 413", REUSED])
    }),
    check("fault.resource-failure-named", |w| {
        let failures = FAULTS.iter().map(|fault| (lost(*fault), fault.kind)).chain([
            (silence().into(), "timeout"),
            (status(200).delivery(Delivery::Stalled(9)).into(), "timeout"),
            (status(200).delivery(Delivery::Cut(9)).into(), "transport"),
            (status(200).header("content-length", "1").into(), "transport"),
        ]);
        let mut expected = vec![FINE.to_owned()];
        w.get();
        for (failure, kind) in failures {
            expected.push(format!("send token#1 ({failure}), fail: {kind} at the resource"));
            w.mock().resource.next([failure]);
            w.get();
        }
        w.saw(expected)
    }),
];

/// Passes if each of these answers is an error, and the call after them all uses the same token.
fn fails(w: &mut Harness, answers: impl Iterator<Item: Into<Answer>>) -> Verdict {
    let mut expected = vec![FINE.to_owned()];
    w.get();
    for answer in answers.map(Into::into) {
        expected.push(format!("send token#1 ({answer}), fail: *"));
        w.mock().resource.next([answer]);
        w.get();
    }
    expected.push(REUSED.into());
    w.get();
    w.saw(expected)
}

const FINE: &str = "fetch token#1, send token#1 (200), deliver 200";
const REUSED: &str = "send token#1 (200), deliver 200";
const STATUSES: &[u16] = &[
    200, 201, 202, 203, 204, 205, 206, 207, 226, 300, 304, 400, 402, 403, 404, 405, 406, 407, 408, 409, 410,
    411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503,
    504, 505, 506, 507, 508, 510, 511, 599,
];
