//! A refused token is replaced once, and nothing else is retried.

use super::{Check, check, creation};
use crate::mock::journal::Kind;
use crate::mock::reply::{Fate, status};

pub(super) const CHECKS: &[Check] = &[
    check("retry.once-after-401", |w| {
        w.get();
        w.mock().resource.next([status(401)]);
        w.get();
        w.get();
        w.saw([
            "fetch token#1, send token#1 (200), deliver 200",
            "send token#1 (401), fetch token#2, send token#2 (200), deliver 200",
            "send token#2 (200), deliver 200",
        ])
    }),
    check("retry.fresh-token-discarded", |w| {
        w.mock().resource.next([status(401)]);
        w.get();
        w.saw(["fetch token#1, send token#1 (401), fetch token#2, send token#2 (200), deliver 200"])
    }),
    check("retry.second-401-delivered", |w| {
        w.get();
        w.mock().resource.next([status(401), status(401)]);
        w.get();
        w.saw([
            "fetch token#1, send token#1 (200), deliver 200",
            "send token#1 (401), fetch token#2, send token#2 (401), deliver 401",
        ])
    }),
    check("retry.second-token-kept", |w| {
        w.mock().resource.next([status(401), status(401)]);
        w.get();
        w.get();
        w.saw([
            "fetch token#1, send token#1 (401), fetch token#2, send token#2 (401), deliver 401",
            "send token#2 (200), deliver 200",
        ])
    }),
    check("retry.constant-401", |w| {
        w.mock().resource.always(status(401));
        for _ in 0..20 {
            w.get();
        }
        let retry = |old, new| {
            format!("send token#{old} (401), fetch token#{new}, send token#{new} (401), deliver 401")
        };
        let first = format!("fetch token#1, {}", retry(1, 2));
        w.saw([first].into_iter().chain((2..21).map(|call| retry(call, call + 1))))
    }),
    check("retry.401-cut-short", |w| {
        w.mock().resource.next([status(401).fate(Fate::Cut(9))]);
        w.get();
        w.saw(["fetch token#1, send token#1 (401, cut off), fetch token#2, send token#2 (200), deliver 200"])
    }),
    check("retry.identical-request", |w| {
        w.mock().resource.next([status(401)]);
        w.send(&creation::request());
        w.was(Kind::Resource, 0, creation::HEADERS, creation::SHOWN)?;
        w.was(Kind::Resource, 1, creation::HEADERS, creation::SHOWN)
    }),
    check("retry.403-delivered", |w| {
        w.mock().resource.next([status(403)]);
        w.get();
        w.get();
        w.saw(["fetch token#1, send token#1 (403), deliver 403", "send token#1 (200), deliver 200"])
    }),
    check("retry.500-delivered", |w| {
        w.mock().resource.next([status(500)]);
        w.get();
        w.get();
        w.saw(["fetch token#1, send token#1 (500), deliver 500", "send token#1 (200), deliver 200"])
    }),
    check("retry.discard", |w| {
        let lease = w.token(None);
        w.discard(lease.generation);
        w.get();
        w.saw(["fetch token#1, hand out token#1", "fetch token#2, send token#2 (200), deliver 200"])
    }),
    check("retry.discard-of-older", |w| {
        let older = w.token(None).generation;
        w.mock().resource.next([status(401)]);
        w.get();
        w.discard(older);
        w.get();
        w.saw([
            "fetch token#1, hand out token#1",
            "send token#1 (401), fetch token#2, send token#2 (200), deliver 200",
            "send token#2 (200), deliver 200",
        ])
    }),
];
