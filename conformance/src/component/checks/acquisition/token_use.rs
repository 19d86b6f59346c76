//! How a token is shown to the resource, and what passes between caller and resource besides.

use crate::component::checks::{Check, check, sample};
use crate::component::endpoint::reply::{Reply, status};
use crate::component::endpoint::request::{Request, body};
use crate::component::harness::Harness;
use crate::core::verdict::{Verdict, same};

pub(in crate::component::checks) const CHECKS: &[Check] = &[
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
        w.send(&sample::request());
        same(sample::SHOWN, of_the_caller(&last(w)))?;
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
            reaches(w, &Request { method: method.into(), body: Vec::new(), ..sample::request() })?;
        }
        for method in ["POST", "PUT", "PATCH"] {
            reaches(w, &Request { method: method.into(), ..sample::request() })?;
        }
        reaches(w, &Request { body: megabyte(), ..sample::request() })
    }),
    check("acquisition.response-untouched", |w| {
        for number in [200, 201, 400, 404, 409, 422, 500, 503] {
            let reply = status(number)
                .header("set-cookie", "a=1; Path=/")
                .header("x-request-id", "7f3a/1")
                .header("etag", "W/\"a, b\"")
                .header("set-cookie", "A=0");
            is_delivered(w, reply.clone())?;
            is_delivered(w, reply.clone().body("\u{feff}{\"name\":\"Zo\u{eb}\"}\r\n\0"))?;
            is_delivered(w, reply.clone().body(b"\xff\xfe{\"name\":\"Zo\xeb\"}\r\n\0"))?;
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
fn reaches(w: &mut Harness, request: &Request) -> Verdict {
    w.send(request);
    same(of_the_caller(request), of_the_caller(&last(w)))
}

/// All of a request that is the caller's to say.
fn of_the_caller(request: &Request) -> String {
    let headers = request.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice()));
    shown(&format!("{} {}", request.method, request.url), headers, &request.body)
}

/// Passes if the caller gets what the resource answers.
fn is_delivered(w: &mut Harness, reply: Reply) -> Verdict {
    w.mock().resource.next([reply.clone()]);
    w.get();
    let Reply { response: reply, .. } = reply;
    let headers = reply.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()));
    let answered = shown(reply.status().as_str(), headers, reply.body());
    let Some(response) = w.delivered.as_ref() else { return same(answered, "no response") };
    let headers = response.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice()));
    same(answered, shown(&response.status.to_string(), headers, &response.body))
}

/// A message as text. Only the order of header fields with one name means something, so they are sorted by their names.
fn shown<'a>(line: &str, headers: impl Iterator<Item = (&'a str, &'a [u8])>, bytes: &[u8]) -> String {
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.escape_ascii()));
    let mut headers: Vec<_> = headers.filter(|(name, _)| !OF_THE_CLIENT.contains(&name.as_str())).collect();
    headers.sort_by(|(one, _), (other, _)| one.cmp(other));
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    format!("{line}\n{headers}\n{}", body(bytes))
}

/// The last request.
fn last(w: &Harness) -> Request {
    w.mock().journal.exchanges().last().map(|exchange| exchange.request.clone()).unwrap_or_default()
}

/// A little more than 1 MiB, of which no kilobyte is like the next.
fn megabyte() -> Vec<u8> {
    b"Each kilobyte begins differently.".repeat(1 << 15)
}

/// Header fields that client and transport add, since they need them.
const OF_THE_CLIENT: &[&str] =
    &["authorization", "connection", "content-length", "date", "host", "transfer-encoding"];
