//! What a client tells of its token and of itself.

use std::fmt;
use std::time::Duration;

use scaikey_host::types::{Counters, Fetches, Status};

use super::{Check, check, seconds};
use crate::component::endpoint::reply::status;
use crate::component::endpoint::token_response;
use crate::component::harness::Harness;
use crate::component::harness::caller::Lease;
use crate::core::verdict::{Verdict, same};

pub(super) const CHECKS: &[Check] = &[
    check("status.token-life", |w| {
        w.token(None);
        w.travel(seconds(100));
        let Lease { remaining, fresh_for, .. } = w.token(None);
        same("3500s left, fresh for 3470s", format!("{remaining:?} left, fresh for {fresh_for:?}"))
    }),
    check("status.token-in-window", |w| {
        w.token(None);
        w.travel(seconds(3570));
        w.token(None);
        w.saw(["fetch token#1, hand out token#1", "fetch token#2, hand out token#2"])
    }),
    check("status.generations", |w| {
        w.mock().wording = |_, lifetime| token_response("mock.token-1_~+/==", lifetime);
        let first = w.token(None).generation;
        w.mock().resource.next([status(401)]);
        w.get();
        let second = w.token(None).generation;
        same("generations 1 and 2", format!("generations {first} and {second}"))
    }),
    check("status.state", |w| {
        w.get();
        let mut states = Vec::new();
        for pause in [3569, 1, 29, 1] {
            w.travel(seconds(pause));
            states.push(w.status().map(|status| word(status.state)).unwrap_or_default());
        }
        same("fresh, stale, stale, expired", states.join(", "))
    }),
    check("status.age", |w| {
        w.mock().lifetime = 60;
        w.get();
        w.travel(seconds(45));
        (w.mock().lifetime, w.mock().delay) = (3600, seconds(8));
        w.get();
        w.travel(seconds(100));
        told(w, "generation 2 of age 108s, 3492s left", |status| {
            let [age, remaining] =
                [status.age, status.remaining].map(|span| span.map_or(Duration::MAX, Duration::from_nanos));
            format!("generation {} of age {age:?}, {remaining:?} left", status.generation.unwrap_or_default())
        })
    }),
    check("status.discarded", |w| {
        let lease = w.token(None);
        w.discard(lease.generation);
        told(w, "empty, generation none", |status| {
            format!("{}, generation {}", word(status.state), or_none(status.generation))
        })
    }),
    check("status.last-token-request", |w| {
        w.get();
        w.mock().resource.next([status(401)]);
        w.mock().token_endpoint.next([status(500)]);
        w.get();
        told(w, "made since: refused, failed: oauth", |status| {
            format!("made since: {}, failed: {}", or_none(status.last_fetch), or_none(status.last_failure))
        })?;
        w.get();
        told(w, "failed: none", |status| format!("failed: {}", or_none(status.last_failure)))
    }),
    check("status.gate", |w| {
        let gate = |status: Status| or_none(status.gate.map(Duration::from_nanos));
        w.mock().token_endpoint.next([status(503).header("retry-after", "120")]);
        w.get();
        told(w, "120s", gate)?;
        w.travel(seconds(20));
        told(w, "100s", gate)?;
        w.travel(seconds(100));
        told(w, "none", gate)
    }),
    check("status.counters", |w| {
        w.get();
        w.get();
        w.mock().resource.next([status(401)]);
        w.get();
        let lease = w.token(None);
        w.discard(lease.generation);
        w.mock().token_endpoint.next([status(500)]);
        w.get();
        w.get();
        w.mock().resource.next([status(401), status(401)]);
        w.get();
        told(w, COUNTED, |status| counted(&status.counters))
    }),
];

/// Passes if the client says this of itself.
fn told(w: &mut Harness, expected: &str, read: impl FnOnce(Status) -> String) -> Verdict {
    same(expected, w.status().map_or("nothing".into(), read))
}

/// The name of a case, in one word.
fn word(case: impl fmt::Debug) -> String {
    let name = format!("{case:?}");
    name.rsplit("::").next().unwrap_or(&name).to_ascii_lowercase()
}

fn or_none(case: Option<impl fmt::Debug>) -> String {
    case.map_or("none".into(), word)
}

fn counted(counters: &Counters) -> String {
    let fetches = |Fetches { cold, window, refused, asked }: &Fetches| {
        format!("{cold} cold, {window} in the window, {refused} refused, {asked} asked for")
    };
    let Counters { hits, retries_accepted, retries_refused, .. } = counters;
    format!(
        "hits: {hits}\nfetched: {}\nfailed: {}\nretries: {retries_accepted} accepted, {retries_refused} refused",
        fetches(&counters.fetched),
        fetches(&counters.failed),
    )
}

const COUNTED: &str = "hits: 4
fetched: 1 cold, 0 in the window, 2 refused, 1 asked for
failed: 0 cold, 0 in the window, 0 refused, 1 asked for
retries: 1 accepted, 1 refused";
