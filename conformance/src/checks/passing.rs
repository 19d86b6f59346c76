//! How a token is shown to the resource, and what passes between caller and resource besides.

use std::fmt::Write;

use super::{Check, check, creation};
use crate::mock::reply::{Reply, status};
use crate::mock::request::{Request, body};
use crate::outcome::{Verdict, same};
use crate::world::World;

pub(super) const CHECKS: &[Check] = &[
    check("acquisition.token-before-call", |w| {
        w.get();
        w.saw(["fetch token#1, send token#1 (200), deliver 200"])
    }),
    check("acquisition.bearer-header", |w| {
        w.get();
        same(
            "GET https://scaikey.test/api/v1/admin/tenants\nauthorization: Bearer mock.token-1_~+/==\n\n",
            last(w).shown(&["authorization"]),
        )
    }),
    check("acquisition.request-untouched", |w| {
        w.send(&creation::request());
        same(creation::SHOWN, last(w).shown(creation::HEADERS))?;
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            reaches(w, &Request { method: method.into(), body: Vec::new(), ..creation::request() })?;
        }
        for method in ["POST", "PUT", "PATCH"] {
            reaches(w, &Request { method: method.into(), ..creation::request() })?;
        }
        reaches(w, &Request { body: megabyte(), ..creation::request() })
    }),
    check("acquisition.response-untouched", |w| {
        for number in [200, 201, 400, 404, 409, 422, 500, 503] {
            let reply = status(number).header("x-request-id", "7f3a/1").header("etag", "W/\"a, b\"");
            is_delivered(w, reply.clone())?;
            is_delivered(w, reply.clone().body("\u{feff}{\"name\":\"Zo\u{eb}\"}\r\n\0"))?;
            is_delivered(w, reply.body(""))?;
        }
        is_delivered(w, status(200).body("x".repeat(1 << 20)))
    }),
    check("acquisition.token-handed-out", |w| {
        w.token(None);
        w.get();
        w.saw(["fetch token#1, hand out token#1", "send token#1 (200), deliver 200"])
    }),
];

/// Passes if the resource sees what the caller sends.
fn reaches(w: &mut World, request: &Request) -> Verdict {
    w.send(request);
    same(request.shown(creation::HEADERS), last(w).shown(creation::HEADERS))
}

/// Passes if the caller gets what the resource answers.
fn is_delivered(w: &mut World, reply: Reply) -> Verdict {
    w.mock().resource.next([reply.clone()]);
    w.get();
    let answered = text(reply.status, |name| values(&reply, name), reply.body.as_bytes());
    let Some(response) = w.delivered.as_ref() else { return same(answered, "no response") };
    let named = |name: &str| {
        let headers = response.headers.iter().filter(|(known, _)| known.eq_ignore_ascii_case(name));
        headers.map(|(_, value)| value.escape_ascii().to_string()).collect()
    };
    same(answered, text(response.status, named, &response.body))
}

fn values(reply: &Reply, name: &str) -> Vec<String> {
    reply
        .headers
        .iter()
        .filter(|(known, _)| *known == name)
        .map(|(_, value)| value.escape_default().to_string())
        .collect()
}

fn text(status: u16, values: impl Fn(&str) -> Vec<String>, bytes: &[u8]) -> String {
    let mut text = format!("{status}\n");
    for name in ["content-type", "x-request-id", "etag"] {
        for value in values(name) {
            let _ = writeln!(text, "{name}: {value}");
        }
    }
    format!("{text}\n{}", body(bytes))
}

/// The last request.
fn last(w: &World) -> Request {
    w.mock().journal.exchanges().last().map(|exchange| exchange.request.clone()).unwrap_or_default()
}

/// A little more than 1 MiB, of which no kilobyte is like the next.
fn megabyte() -> Vec<u8> {
    b"Each kilobyte begins differently.".repeat(1 << 15)
}
