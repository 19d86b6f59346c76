//! A fresh token is used again.

use super::{Check, check, sample};
use crate::component::application::OTHER;
use crate::component::endpoint::reply::status;

pub(super) const CHECKS: &[Check] = &[
    check("reuse.fifty-calls", |w| {
        for _ in 0..25 {
            w.get();
            w.send(&sample::request());
        }
        let mut expected = vec![FIRST];
        expected.extend([AGAIN; 49]);
        w.saw(expected)
    }),
    check("reuse.kept-after-other-answers", |w| {
        let answers = [400, 403, 404, 429, 500, 502, 503];
        w.get();
        w.mock().resource.next(answers.map(status));
        for _ in answers {
            w.get();
        }
        w.get();
        let told = answers.map(|number| format!("send token#1 ({number}), deliver {number}"));
        w.saw([FIRST.into()].into_iter().chain(told).chain([AGAIN.into()]))
    }),
    check("reuse.failure-forgotten", |w| {
        w.get();
        w.mock().resource.next([status(401)]);
        w.mock().token_endpoint.next([status(500)]);
        w.get();
        w.get();
        let renewed = "fetch token#2, send token#2 (200), deliver 200";
        w.saw([FIRST, "send token#1 (401), fetch nothing (500), *", renewed])
    }),
    check("reuse.own-token", |w| {
        w.get();
        w.open_as(&OTHER);
        w.get();
        w.saw([FIRST, "fetch token#2, send token#2 (200), deliver 200"])
    }),
];

const FIRST: &str = "fetch token#1, send token#1 (200), deliver 200";
const AGAIN: &str = "send token#1 (200), deliver 200";
