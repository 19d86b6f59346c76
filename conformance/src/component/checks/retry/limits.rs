//! What is no reason to try again, and where a retry ends.

use crate::component::checks::{Check, check, seconds};
use crate::component::endpoint::journal::{Action, Entry, Kind};
use crate::component::endpoint::reply::{Delivery, Reply, status};
use crate::component::endpoint::trace::numbered;
use crate::component::harness::Harness;
use crate::core::verdict::{Verdict, same};

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("retry.403-delivered", |w| {
        w.get();
        w.mock().resource.next([status(403)]);
        w.get();
        w.saw([FIRST, "send token#1 (403), deliver 403"])
    }),
    check("retry.500-delivered", |w| {
        w.get();
        w.mock().resource.next([status(500)]);
        w.get();
        w.saw([FIRST, "send token#1 (500), deliver 500"])
    }),
    check("retry.only-401", |w| {
        for number in OTHERS {
            w.mock().resource.next([status(*number)]);
            w.get();
        }
        answered(w, OTHERS.iter().map(|number| format!("sent once, deliver {number}")))
    }),
    check("retry.other-answer-after-retry", |w| {
        let answers = [403, 404, 500, 503];
        for number in answers {
            w.mock().resource.next([status(401), status(number)]);
            w.get();
        }
        answered(w, answers.map(|number| format!("sent 2 times, deliver {number}")))
    }),
    check("retry.fault-after-retry", |w| {
        w.get();
        w.mock().resource.next([status(401), status(200).delivery(Delivery::Cut(9))]);
        w.get();
        w.get();
        let failed = "send token#1 (401), fetch token#2, send token#2 (200, cut off), fail: *";
        w.saw([FIRST, failed, "send token#2 (200), deliver 200"])
    }),
    check("retry.no-replacement", |w| {
        let failures = [
            status(500),
            status(401),
            status(400),
            status(200).body("{}"),
            status(200).delivery(Delivery::Cut(9)),
        ];
        for failure in failures.clone() {
            w.get();
            w.mock().resource.next([status(401)]);
            w.mock().token_endpoint.next([failure]);
            w.get();
        }
        let ending =
            |end| failures.iter().zip(1..).flat_map(move |(failure, token)| without(failure, token, end));
        w.saw_either(ending("fail: *"), ending("deliver 401"))
    }),
    check("retry.discard", |w| {
        let lease = w.token(None);
        w.discard(lease.generation);
        w.get();
        w.saw([HANDED, "fetch token#2, send token#2 (200), deliver 200"])
    }),
    check("retry.discard-of-older", |w| {
        let first = w.token(None).generation;
        w.mock().resource.next([status(401)]);
        w.get();
        w.discard(first);
        w.get();
        let second = w.token(None).generation;
        w.travel(seconds(3570));
        w.get();
        w.discard(second);
        w.get();
        w.saw([
            HANDED,
            "send token#1 (401), fetch token#2, send token#2 (200), deliver 200",
            "send token#2 (200), deliver 200",
            "hand out token#2",
            "fetch token#3, send token#3 (200), deliver 200",
            "send token#3 (200), deliver 200",
        ])
    }),
    check("retry.discard-of-unknown", |w| {
        let lease = w.token(None);
        w.discard(lease.generation + 1);
        w.discard(u64::MAX);
        w.get();
        w.saw([HANDED, "send token#1 (200), deliver 200"])
    }),
];

/// Passes if the calls went so, whatever tokens there were.
fn answered(w: &Harness, expected: impl IntoIterator<Item = String>) -> Verdict {
    let expected: Vec<_> = expected.into_iter().collect();
    let mock = w.mock();
    let told = |entry: &Entry| {
        let sent = match entry.count(Kind::Resource) {
            1 => "sent once".to_owned(),
            times => format!("sent {times} times"),
        };
        Some(format!("{sent}, {}", entry.end.as_ref()?.text))
    };
    let calls = mock.journal.entries.iter().filter(|entry| matches!(entry.action, Action::Send(_)));
    let calls: Vec<_> = calls.filter_map(told).collect();
    same(numbered(&expected), numbered(&calls))
}

/// A call that fetches and succeeds, and one whose refused token could not be replaced.
fn without(failure: &Reply, token: usize, end: &str) -> [String; 2] {
    [
        format!("fetch token#{token}, send token#{token} (200), deliver 200"),
        format!("send token#{token} (401), fetch nothing ({failure}), {end}"),
    ]
}

const FIRST: &str = "fetch token#1, send token#1 (200), deliver 200";
const HANDED: &str = "fetch token#1, hand out token#1";

/// Client and server errors but 401.
const OTHERS: &[u16] = &[
    400, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423,
    424, 425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 507, 508, 511, 599,
];
