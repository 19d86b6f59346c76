//! What stands in a token response: what is read, what is ignored, and what is refused.

use http::StatusCode;

use super::token_response::refused;
use crate::component::checks::{Check, check};
use crate::component::endpoint::reply::{Reply, status};
use crate::component::endpoint::token_response;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("input.escaped-text", |w| {
        w.mock().wording = |token, lifetime| {
            let escaped = token.replace('/', r"\/").replace('m', r"\u006d").replace('~', r"\u007E");
            token_response(&escaped, lifetime)
        };
        w.get();
        w.saw([FINE])
    }),
    check("input.content-type", |w| {
        w.get();
        let token = w.mock().issued().first().cloned().unwrap_or_default();
        let body = token_response(&token, 3600);
        for label in LABELS {
            let reply = Reply::empty(StatusCode::OK).body(body.as_str());
            let labelled = label.iter().fold(reply, |reply, label| reply.header("content-type", *label));
            w.mock().token_endpoint.next([labelled]);
            w.mock().resource.next([status(401)]);
            w.get();
        }
        // The response brings the same token again.
        let read = "send token#1 (401), fetch nothing (200), send token#1 (200), deliver 200";
        w.saw([FINE].into_iter().chain([read; LABELS.len()]))
    }),
    check("input.unknown-members", |w| {
        w.mock().wording = |token, lifetime| {
            format!(
                r#"{{"id_token":"a.b.c","scope":"admin:read","access_token":"{token}","expires_in":{lifetime},
                "token_type":"Bearer","":null,"nested":{{"access_token":5,"error":"none"}},"list":[1,{{}}]}}"#
            )
        };
        w.get();
        w.saw([FINE])
    }),
    check("input.refresh-token-unused", |w| {
        w.mock().wording = |token, lifetime| {
            format!(r#"{{"access_token":"{token}","expires_in":{lifetime},"refresh_token":"not-for-use"}}"#)
        };
        w.get();
        w.mock().resource.next([status(401)]);
        w.get();
        w.saw([FINE, "send token#1 (401), fetch token#2, send token#2 (200), deliver 200"])
    }),
    check("input.token-type-spelling", |w| {
        w.mock().wording = |token, _| format!(r#"{{"access_token":"{token}","token_type":"bearer"}}"#);
        w.get();
        w.mock().wording = |token, _| format!(r#"{{"access_token":"{token}","token_type":"bEARER"}}"#);
        w.open();
        w.get();
        w.saw([FINE, "fetch token#2, send token#2 (200), deliver 200"])
    }),
    check("input.token-type-missing", |w| {
        w.mock().wording = |token, life| format!(r#"{{"access_token":"{token}","expires_in":{life}}}"#);
        w.get();
        w.saw([FINE])
    }),
    check("input.token-type-foreign", |w| {
        let types = [r#""mac""#, r#""DPoP""#, r#""""#, "5", "[\"Bearer\"]"];
        let body =
            |kind| format!(r#"{{"access_token":"never-issued","token_type":{kind},"expires_in":3600}}"#);
        refused(w, types.into_iter().map(body), "*")
    }),
    check("input.error-member", |w| {
        let body = r#"{"access_token":"never-issued","expires_in":3600,"error":"invalid_scope"}"#;
        refused(w, [body].into_iter(), "oauth 200 invalid_scope")
    }),
];

const FINE: &str = "fetch token#1, send token#1 (200), deliver 200";
const LABELS: [Option<&str>; 4] =
    [None, Some("text/plain"), Some("text/html; charset=utf-16"), Some("application/json;charset=UTF-8")];
