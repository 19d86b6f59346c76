//! A token endpoint that fails: no token comes of it, nothing is retried, and nothing lasts.

use crate::component::checks::{Check, check, seconds};
use crate::component::endpoint::fault::FAULTS;
use crate::component::endpoint::reply::{Answer, Delivery, Reply, lost, silence, status};
use crate::component::endpoint::token_response;
use crate::component::harness::Harness;
use crate::core::verdict::Verdict;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("fault.token-endpoint-unreachable", |w| fails_once(w, FAULTS.iter().map(|fault| lost(*fault)))),
    check("fault.token-endpoint-refuses", |w| fails_once(w, REFUSALS.iter().map(|refusal| status(*refusal)))),
    check("fault.token-endpoint-busy", |w| {
        for rest in ["0", "1", "soon", "-1", "Tue, 01 Jan 2030 00:00:01 GMT"] {
            for busy in [429, 503] {
                cold_call(w, status(busy).header("retry-after", rest));
            }
        }
        w.saw(["fetch nothing (429), fail: *", "fetch nothing (503), fail: *"].repeat(5))
    }),
    check("fault.token-endpoint-hangs", |w| {
        w.get();
        w.travel(seconds(3600));
        w.mock().token_endpoint.next([silence()]);
        w.get();
        w.took(seconds(10))?;
        w.saw([FINE, "fetch nothing (silence), fail: *"])
    }),
    check("fault.token-response-stalls", |w| {
        w.get();
        w.travel(seconds(3600));
        for delivery in [Delivery::Stalled(0), Delivery::Stalled(30), Delivery::Dripping(seconds(1))] {
            w.mock().token_endpoint.next([promise().delivery(delivery)]);
            w.get();
            w.took(seconds(10))?;
        }
        let stalled = "fetch nothing (200, stalled), fail: *";
        w.saw([FINE, stalled, stalled, "fetch nothing (200, dripping), fail: *"])
    }),
    check("fault.token-response-cut", |w| {
        fails_once(
            w,
            (0..=promise().response.body().len()).map(|length| promise().delivery(Delivery::Cut(length))),
        )
    }),
    check("fault.token-response-length", |w| {
        for told in ["0", "1", "18446744073709551615", "soon"] {
            cold_call(w, promise().header("content-length", told));
        }
        w.saw(["fetch nothing (200), fail: *"; 4])
    }),
    check("fault.token-response-partial", |w| {
        for partial in [204, 205, 206] {
            cold_call(w, status(partial).body(promise().response.into_body()));
        }
        w.saw([204, 205, 206].map(|partial| format!("fetch nothing ({partial}), fail: *")))
    }),
    check("fault.token-response-endless", |w| {
        cold_call(w, promise().delivery(Delivery::Endless));
        w.saw(["fetch nothing (200, endless), fail: *"])
    }),
    check("fault.token-failure-named", |w| {
        let failures = FAULTS.iter().map(|fault| (lost(*fault), fault.kind)).chain([
            (silence().into(), "timeout"),
            (promise().delivery(Delivery::Stalled(30)).into(), "timeout"),
            (promise().delivery(Delivery::Cut(30)).into(), "transport"),
            (promise().header("content-length", "1").into(), "transport"),
            (promise().delivery(Delivery::Endless).into(), "too large"),
        ]);
        let mut expected = Vec::new();
        for (failure, kind) in failures {
            expected.push(format!("fetch nothing ({failure}), fail: {kind} at the token endpoint"));
            cold_call(w, failure);
        }
        w.saw(expected)
    }),
    check("fault.token-refusal-named", |w| {
        let mut expected = Vec::new();
        for (refusal, code) in CODES {
            expected.push(format!("fetch nothing ({refusal}), fail: oauth {refusal} {code}"));
            cold_call(w, status(*refusal).body(format!(r#"{{"error":"{code}","error_description":"no"}}"#)));
        }
        for refusal in REFUSALS {
            expected.push(format!("fetch nothing ({refusal}), fail: oauth {refusal}"));
            cold_call(w, status(*refusal));
        }
        w.saw(expected)
    }),
];

/// Passes if each of these answers fails one call of a client of its own, and one only.
fn fails_once(w: &mut Harness, answers: impl Iterator<Item: Into<Answer>>) -> Verdict {
    let mut expected = Vec::new();
    for (answer, number) in answers.map(Into::into).zip(1..) {
        expected.push(format!("fetch nothing ({answer}), fail: *"));
        expected.push(format!("fetch token#{number}, send token#{number} (200), deliver 200"));
        cold_call(w, answer);
        w.get();
    }
    w.saw(expected)
}

/// The first call of a client whose first token request is answered so.
fn cold_call(w: &mut Harness, answer: impl Into<Answer>) {
    w.mock().token_endpoint.next([answer]);
    w.open();
    w.get();
}

/// A token response that must not come to anything.
fn promise() -> Reply {
    status(200).body(token_response("never-issued", 3600))
}

const FINE: &str = "fetch token#1, send token#1 (200), deliver 200";
const REFUSALS: &[u16] = &[
    300, 304, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421,
    422, 423, 424, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511, 599,
];
/// Of RFC 6749 section 5.2, and one that nobody knows.
const CODES: &[(u16, &str)] = &[
    (400, "invalid_request"),
    (401, "invalid_client"),
    (400, "invalid_grant"),
    (400, "unauthorized_client"),
    (400, "unsupported_grant_type"),
    (400, "invalid_scope"),
    (503, "temporarily_unavailable"),
];
