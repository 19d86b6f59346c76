//! Requests of callers that are hostile, or that took their input from somebody who is.

use scaikey_host::types::Settings;

use crate::component::application::ORIGIN;
use crate::component::checks::{Check, check, seconds};
use crate::component::endpoint::reply::status;
use crate::component::endpoint::request::Request;
use crate::component::harness::Harness;
use crate::component::harness::caller::tenants;
use crate::core::verdict::Verdict;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("input.hostile-path", |w| refused(w, HOSTILE_PATHS.iter().map(|path| with_path(path)), "*")),
    check("input.dot-segments", |w| refused(w, DOT_SEGMENTS.iter().map(|path| with_path(path)), INVALID)),
    check("input.malformed-path", |w| {
        refused(w, MALFORMED_PATHS.iter().map(|path| with_path(path)), INVALID)
    }),
    check("input.hostile-header", |w| refused(w, HOSTILE_HEADERS.iter().map(with_header), "*")),
    check("input.headers-of-the-client", |w| {
        let spellings = |name: &&str| [(*name).to_owned(), name.to_uppercase()];
        let names = OWN_HEADERS.iter().flat_map(spellings);
        refused(w, names.map(|name| with_header(&(name.as_str(), "1"))), INVALID)
    }),
    check("input.malformed-method", |w| {
        let long = "A".repeat(33);
        let methods = ["", " ", "G ET", "GET\r\n", "G\u{cb}T", "GET/", "CONNECT", "TRACE", long.as_str()];
        refused(w, methods.into_iter().map(|method| Request { method: method.into(), ..tenants() }), INVALID)
    }),
    check("input.refused-at-the-door", |w| {
        w.get();
        w.travel(seconds(3600));
        for request in [with_path("//evil.test/"), with_path("/.."), with_header(&HOSTILE_HEADERS[0])] {
            w.send(&request);
        }
        w.saw([FINE, "fail: invalid request", "fail: invalid request", "fail: invalid request"])
    }),
    check("input.request-oversized", |w| {
        w.open_with(|options| {
            options.settings = Some(Settings { request_limit: Some(1000), ..Settings::default() })
        });
        for size in [1000, 1001] {
            w.send(&Request { method: "POST".into(), body: vec![b'x'; size], ..tenants() });
        }
        w.saw([FINE, "fail: too large at the resource"])
    }),
    check("input.response-oversized", |w| {
        w.open_with(|options| {
            options.settings = Some(Settings { response_limit: Some(1000), ..Settings::default() })
        });
        for size in [1000, 1001] {
            w.mock().resource.next([status(200).body("x".repeat(size))]);
            w.get();
        }
        w.saw([FINE, "send token#1 (200), fail: too large at the resource"])
    }),
];

/// Passes if each of these requests fails so, and nothing is sent.
fn refused(w: &mut Harness, requests: impl Iterator<Item = Request>, error: &str) -> Verdict {
    // A client may have fetched a token before.
    w.get();
    let mut expected = vec![FINE.to_owned()];
    for request in requests {
        w.send(&request);
        expected.push(format!("fail: {error}"));
    }
    w.saw(expected)
}

fn with_path(path: &str) -> Request {
    Request { url: format!("{ORIGIN}{path}"), ..tenants() }
}

fn with_header((name, value): &(&str, &str)) -> Request {
    Request { headers: vec![((*name).into(), (*value).into())], ..tenants() }
}

const FINE: &str = "fetch token#1, send token#1 (200), deliver 200";
const INVALID: &str = "invalid request";
/// Written after the origin, or resolved against it, these lead elsewhere.
const HOSTILE_PATHS: &[&str] = &[
    "evil.test/",
    "@evil.test/",
    ":secret@evil.test/",
    ".evil.test/",
    ":8443/",
    "//evil.test/",
    "///evil.test/",
    "\\\\evil.test/",
    "/\\evil.test/",
    "https://evil.test/",
    "https:/evil.test/",
    "http://scaikey.test/api/v1/admin/tenants",
    "/a HTTP/1.1\r\nx-evil: 1\r\n",
    "/a\r\nx-evil: 1",
    "/a\nb",
    "/a\0b",
];
const DOT_SEGMENTS: &[&str] =
    &["/..", "/./a", "/a/../b", "/a/.", "/a/%2e%2E/b", "/a/.%2e/b", "/%2e/a", "/a/..%2fb", "/a/..%5cb"];
const MALFORMED_PATHS: &[&str] = &[
    "",
    "api/v1",
    "?a=b",
    "#",
    "/a#b",
    "/a b",
    "/a%",
    "/a%2",
    "/a%zz",
    "/zo\u{eb}",
    "/a\tb",
    "/<a>",
    "/{a}",
];
const HOSTILE_HEADERS: &[(&str, &str)] = &[
    ("x-fine", "a\r\nx-evil: 1"),
    ("x-fine", "a\nx-evil: 1"),
    ("x-fine", "a\rb"),
    ("x-fine", "a\0b"),
    ("x-evil: 1\r\nx-fine", "a"),
    ("x evil", "a"),
    ("x:evil", "a"),
    ("zo\u{eb}", "a"),
    ("", "a"),
];
/// As the interface lists them.
const OWN_HEADERS: &[&str] = &[
    "authorization",
    "connection",
    "content-length",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
