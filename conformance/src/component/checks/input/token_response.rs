//! Token responses that are odd, broken or hostile.

use crate::component::checks::{Check, check};
use crate::component::endpoint::reply::status;
use crate::component::endpoint::token_response;
use crate::component::harness::Harness;
use crate::core::verdict::Verdict;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("input.token-response-malformed", |w| refused(w, BODIES.iter().copied(), "*")),
    check("input.token-malformed", |w| {
        let bodies = TOKENS.iter().map(|token| format!(r#"{{"access_token":"{token}","expires_in":3600}}"#));
        refused(w, bodies, "*")
    }),
    check("input.token-oversized", |w| {
        let sizes = [16 * 1024 + 1, 100 * 1024].into_iter();
        refused(w, sizes.map(|size| token_response(&"x".repeat(size), 3600)), "*")
    }),
    check("input.token-response-oversized", |w| {
        w.mock().wording = |token, lifetime| padded(token, lifetime, 64 * 1024);
        w.get();
        w.mock().token_endpoint.next([status(200).body(padded("never-issued", 3600, 64 * 1024 + 1))]);
        w.open();
        w.get();
        w.saw([FINE, "fetch nothing (200), fail: too large at the token endpoint"])
    }),
    check("input.token-response-survived", |w| {
        let bodies = hostile_bodies();
        let count = bodies.len();
        for body in bodies {
            w.mock().token_endpoint.next([status(200).body(body)]);
            w.open();
            w.get();
        }
        // Whether a token is found in such a response is open.
        w.saw(vec!["fetch nothing (200), *"; count])?;
        w.survived()
    }),
    check("input.malformed-named", |w| refused(w, BODIES.iter().copied(), "malformed token response")),
    check("input.duplicate-members", |w| {
        let bodies = [
            r#"{"access_token":"never-issued","access_token":"either","expires_in":3600}"#,
            r#"{"access_token":"never-issued","expires_in":1,"expires_in":3600}"#,
            r#"{"access_token":"never-issued","token_type":"mac","token_type":"Bearer"}"#,
        ];
        refused(w, bodies.into_iter(), "*")
    }),
    check("input.byte-order-mark", |w| {
        w.mock().wording = |token, lifetime| format!("\u{feff}{}", token_response(token, lifetime));
        let refused = w.get().is_some();
        let what = if refused { "refused" } else { "read" };
        w.observed = Some(format!("a token response that begins with a byte order mark is {what}"));
        Ok(())
    }),
];

/// Passes if each of these bodies of a 200 fails the first call of a client so.
pub(super) fn refused(
    w: &mut Harness,
    bodies: impl Iterator<Item = impl Into<Vec<u8>>>,
    error: &str,
) -> Verdict {
    let mut expected = Vec::new();
    for body in bodies {
        w.mock().token_endpoint.next([status(200).body(body)]);
        w.open();
        w.get();
        expected.push(format!("fetch nothing (200), fail: {error}"));
    }
    w.saw(expected)
}

/// A token response of this many bytes.
fn padded(token: &str, lifetime: u64, size: usize) -> String {
    let response = token_response(token, lifetime);
    let padding = " ".repeat(size - response.len());
    response + &padding
}

/// Bodies that recursion, recovery or trust in UTF-8 would stumble over.
fn hostile_bodies() -> Vec<String> {
    let deep = |open: &str, close: &str| open.repeat(DEPTH) + &close.repeat(DEPTH);
    let valued = |value: &str| format!(r#"{{"access_token":"never-issued","x":{value}}}"#);
    vec![
        deep("[", "]"),
        "[".repeat(6 * DEPTH),
        valued(&deep("[", "]")),
        valued(&format!("{}0{}", r#"{"x":"#.repeat(DEPTH), "}".repeat(DEPTH))),
        valued(&"9".repeat(4 * DEPTH)),
        valued(&format!("\"{}\"", r"\u0000".repeat(DEPTH))),
        valued(r#""\ud800""#),
        valued(r#""\udc00\ud800""#),
        valued(r#""\x""#),
        valued(r#""\u12"#),
        valued("nul"),
        valued("-"),
        valued("1e"),
        valued("00"),
        "\0".repeat(DEPTH),
        // UTF-16, as it reads byte by byte.
        valued("0").chars().flat_map(|c| [c, '\0']).collect(),
        "\u{feff}".into(),
        "}".into(),
        "\"".into(),
    ]
}

const FINE: &str = "fetch token#1, send token#1 (200), deliver 200";
const DEPTH: usize = 10_000;
const BODIES: &[&str] = &[
    "",
    " ",
    "null",
    "5",
    "[]",
    "{}",
    r#""never-issued""#,
    "never-issued",
    "<html>welcome</html>",
    r#"["never-issued"]"#,
    r#"{"token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":null,"token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":5,"token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":["never-issued"],"token_type":"Bearer","expires_in":3600}"#,
    r#"{"access_token":"never-issued","token_type":"Bearer","expires_in":3600"#,
    r#"{"access_token":"never-issued","token_type":"Bearer","expires_in":3600}}"#,
    r#"{'access_token':'never-issued'}"#,
    "access_token=never-issued&token_type=Bearer&expires_in=3600",
];
const TOKENS: &[&str] = &[
    "",
    " ",
    "two words",
    r"a\r\nx-evil: 1",
    r"a\nb",
    r"nul\u0000",
    r"del\u007f",
    r"tab\t",
    r"zo\u00eb",
    "zo\u{eb}",
    r"\ud83d\ude00",
];
