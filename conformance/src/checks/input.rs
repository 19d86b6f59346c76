//! Token responses and requests that are odd, broken or hostile.

use super::{Check, NANOSECOND, check, seconds};
use crate::application::ORIGIN;
use crate::mock::reply::status;
use crate::mock::request::Request;
use crate::world::World;
use crate::world::acts::tenants;

pub(super) const CHECKS: &[Check] = &[
    check("input.lifetime-missing", |w| {
        w.mock().wording = |token, _| format!(r#"{{"access_token":"{token}","token_type":"Bearer"}}"#);
        lives(w, 300);
        w.saw(USE_THEN_RENEWAL)
    }),
    check("input.lifetime-text", |w| {
        w.mock().wording = |token, life| format!(r#"{{"access_token":"{token}","expires_in":"{life}"}}"#);
        lives(w, 3600);
        w.saw(USE_THEN_RENEWAL)
    }),
    check("input.lifetime-fraction", |w| {
        w.mock().wording = |token, life| format!(r#"{{"access_token":"{token}","expires_in":{life}.9}}"#);
        lives(w, 3600);
        w.saw(USE_THEN_RENEWAL)
    }),
    check("input.lifetime-huge", |w| {
        w.mock().wording = |token, _| format!(r#"{{"access_token":"{token}","expires_in":1e300}}"#);
        lives(w, 24 * 3600);
        w.saw(USE_THEN_RENEWAL)
    }),
    check("input.lifetime-malformed", |w| {
        malformed(w, &["-5", "true", "[3600]", "{}", r#""an hour""#, r#""""#], |lifetime| {
            format!(r#"{{"access_token":"never-issued","token_type":"Bearer","expires_in":{lifetime}}}"#)
        });
        w.saw([MALFORMED; 6])
    }),
    check("input.token-malformed", |w| {
        malformed(w, TOKENS, |token| format!(r#"{{"access_token":{token},"expires_in":3600}}"#));
        w.saw(vec![MALFORMED; TOKENS.len()])
    }),
    check("input.token-response-malformed", |w| {
        malformed(w, BODIES, |body| body.into());
        w.saw(vec![MALFORMED; BODIES.len()])
    }),
    check("input.token-response-oversized", |w| {
        let padding = "x".repeat(64 * 1024);
        let body = format!(r#"{{"access_token":"never-issued","expires_in":3600,"padding":"{padding}"}}"#);
        w.mock().token_endpoint.next([status(200).body(body)]);
        w.get();
        w.saw(["fetch nothing (200), fail: too large at the token endpoint"])
    }),
    check("input.token-type", |w| {
        w.mock().wording = |token, _| format!(r#"{{"access_token":"{token}","token_type":"bEARER"}}"#);
        w.get();
        w.travel(seconds(60));
        w.mock().token_endpoint.next([status(200).body(r#"{"access_token":"x","token_type":"mac"}"#)]);
        w.discard(1);
        w.get();
        w.saw(["fetch token#1, send token#1 (200), deliver 200", MALFORMED])
    }),
    check("input.error-member", |w| {
        let body = r#"{"access_token":"never-issued","expires_in":3600,"error":"invalid_scope"}"#;
        w.mock().token_endpoint.next([status(200).body(body)]);
        w.get();
        w.saw(["fetch nothing (200), fail: oauth 200 invalid_scope"])
    }),
    check("input.hostile-path", |w| {
        for path in PATHS {
            w.send(&Request { url: format!("{ORIGIN}{path}"), ..tenants() });
        }
        w.saw(vec!["fail: invalid request"; PATHS.len()])
    }),
    check("input.hostile-header", |w| {
        for (name, value) in HEADERS {
            let headers = vec![((*name).into(), (*value).into())];
            w.send(&Request { headers, ..tenants() });
        }
        w.saw(vec!["fail: invalid request"; HEADERS.len()])
    }),
];

/// Uses a token until this many seconds after it was asked for.
fn lives(w: &mut World, lifetime: u64) {
    w.get();
    w.travel(seconds(lifetime - 30) - NANOSECOND);
    w.get();
    w.travel(NANOSECOND);
    w.get();
}

/// One call for each part, made into a token response.
fn malformed(w: &mut World, parts: &[&str], response: impl Fn(&str) -> String) {
    for part in parts {
        w.mock().token_endpoint.next([status(200).body(response(part))]);
        w.get();
        w.travel(seconds(60));
    }
}

const USE_THEN_RENEWAL: [&str; 3] = [
    "fetch token#1, send token#1 (200), deliver 200",
    "send token#1 (200), deliver 200",
    "fetch token#2, send token#2 (200), deliver 200",
];
const MALFORMED: &str = "fetch nothing (200), fail: malformed token response";
const TOKENS: &[&str] = &[
    "null",
    "5",
    r#""""#,
    r#""two words""#,
    r#""a\r\nx-evil: 1""#,
    r#""nul\u0000""#,
    r#""zo\u00eb""#,
    r#"["a"]"#,
];
const BODIES: &[&str] = &[
    "",
    "null",
    "[]",
    "<html>welcome</html>",
    r#"{"token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":"never-issued","expires_in":3600"#,
    r#"{"access_token":"never-issued","access_token":"either","expires_in":3600}"#,
    "\u{feff}{\"access_token\":\"never-issued\"}",
];
const PATHS: &[&str] = &[
    "",
    "evil.test/",
    "@evil.test/",
    ".evil.test/",
    ":443@evil.test/",
    "//evil.test/",
    "https://evil.test/",
    "/\\evil.test/",
    "/a#b",
    "/a b",
    "/a\r\nx-evil: 1",
    "/zo\u{eb}",
    "/a/../b",
    "/a/%2e%2E/b",
    "/./a",
];
const HEADERS: &[(&str, &str)] = &[
    ("authorization", "Bearer my-own"),
    ("Authorization", "Bearer my-own"),
    ("host", "evil.test"),
    ("content-length", "5"),
    ("transfer-encoding", "chunked"),
    ("connection", "close"),
    ("x-fine", "a\r\nx-evil: 1"),
    ("x evil", "a"),
    ("", "a"),
];
