//! A refused token is replaced once, and the request sent once more.

use crate::component::checks::{Check, check, sample};
use crate::component::endpoint::journal::Kind;
use crate::component::endpoint::reply::{Delivery, Reply, status};
use crate::component::endpoint::request::Request;
use crate::component::endpoint::token_response;
use crate::core::verdict::same;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("retry.once-after-401", |w| {
        w.get();
        w.mock().resource.next([status(401)]);
        w.get();
        w.saw([FIRST, RECOVERED])
    }),
    check("retry.fresh-token-discarded", |w| {
        w.mock().resource.next([status(401)]);
        w.get();
        w.saw([format!("fetch token#1, {RECOVERED}")])
    }),
    check("retry.second-401-delivered", |w| {
        w.get();
        w.mock().resource.next([status(401), status(401)]);
        w.get();
        let failed = "send token#1 (401), fetch token#2, send token#2 (401), fail: *";
        w.saw_either([FIRST, REFUSED_TWICE], [FIRST, failed])
    }),
    check("retry.second-token-kept", |w| {
        w.get();
        w.mock().resource.next([status(401), status(401)]);
        w.get();
        w.get();
        w.saw([FIRST, REFUSED_TWICE, "send token#2 (200), deliver 200"])
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
    check("retry.budget-is-per-call", |w| {
        w.get();
        for _ in 0..3 {
            w.mock().resource.next([status(401)]);
            w.get();
        }
        w.saw([FIRST.to_owned(), recovered(1), recovered(2), recovered(3)])
    }),
    check("retry.recovered-token-cached", |w| {
        w.get();
        w.mock().resource.next([status(401)]);
        for _ in 0..11 {
            w.get();
        }
        let again = ["send token#2 (200), deliver 200"; 10];
        w.saw([FIRST, RECOVERED].into_iter().chain(again))
    }),
    check("retry.same-text-reissued", |w| {
        w.get();
        // One that waits for another text gets it in the end.
        w.mock().wording = |token, lifetime| {
            token_response(if token.contains("-9_") { token } else { "mock.token-1_~+/==" }, lifetime)
        };
        w.mock().resource.next([status(401)]);
        w.get();
        w.saw([FIRST, "send token#1 (401), fetch token#2, send token#1 (200), deliver 200"])
    }),
    check("retry.any-401", |w| {
        w.get();
        let refusals = refusals();
        let calls = refusals.len();
        for refusal in refusals {
            w.mock().resource.next([refusal]);
            w.get();
        }
        w.saw([FIRST.to_owned()].into_iter().chain((1..=calls).map(recovered)))
    }),
    check("retry.401-cut-short", |w| {
        w.get();
        w.mock().resource.next([status(401).delivery(Delivery::Cut(9))]);
        w.get();
        w.saw([FIRST, "send token#1 (401, cut off), fetch token#2, send token#2 (200), deliver 200"])
    }),
    check("retry.identical-request", |w| {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            w.mock().resource.next([status(401)]);
            let body = if method == "GET" { Vec::new() } else { sample::request().body };
            w.send(&Request { method: method.into(), body, ..sample::request() });
            let mut sent: Vec<_> =
                w.mock().journal.of(Kind::Resource).map(|sent| unsigned(&sent.request)).collect();
            let second = sent.pop().unwrap_or_default();
            same(sent.pop().unwrap_or_default(), second)?;
        }
        let sent = w.mock().journal.of(Kind::Resource).count();
        same("10 requests", format!("{sent} requests"))
    }),
    check("retry.attempts-told", |w| {
        w.get();
        w.mock().resource.next([status(200), status(401), status(200), status(401), status(401)]);
        let told = [(); 3].map(|()| {
            w.get();
            w.delivered.as_ref().map_or(0, |response| response.attempts)
        });
        same("attempts: [1, 2, 2]", format!("attempts: {told:?}"))
    }),
];

/// All that there is of a request but its `Authorization`.
fn unsigned(request: &Request) -> String {
    let names: Vec<_> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
    let mut names: Vec<_> = names.into_iter().filter(|name| *name != "authorization").collect();
    names.sort_unstable();
    names.dedup();
    request.shown(&names)
}

fn recovered(old: usize) -> String {
    let new = old + 1;
    format!("send token#{old} (401), fetch token#{new}, send token#{new} (200), deliver 200")
}

/// A 401 in every dress.
fn refusals() -> Vec<Reply> {
    let challenges = [
        "Bearer",
        r#"Bearer realm="scaikey", error="invalid_token""#,
        r#"Bearer error="insufficient_scope""#,
        r#"Basic realm="elsewhere""#,
        "Negotiate, Digest nonce=\"\"",
        ",,= \"",
        "",
        &"x".repeat(8192),
    ];
    let bodies = ["", "<h1>Unauthorized</h1>", r#"{"error":"invalid_client"}"#];
    let challenged = challenges.map(|challenge| status(401).header("www-authenticate", challenge));
    challenged.into_iter().chain(bodies.map(|body| status(401).body(body))).collect()
}

const FIRST: &str = "fetch token#1, send token#1 (200), deliver 200";
const RECOVERED: &str = "send token#1 (401), fetch token#2, send token#2 (200), deliver 200";
const REFUSED_TWICE: &str = "send token#1 (401), fetch token#2, send token#2 (401), deliver 401";
