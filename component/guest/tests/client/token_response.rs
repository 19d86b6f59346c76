//! Token responses, valid and invalid.

use crate::fixture::Fixture;
use crate::reply::{Reply, oauth_error, status, token};
use crate::summary;

/// The token in this reply, or the error.
#[track_caller]
fn check(reply: Reply, expected: Result<&str, &str>) {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([reply.clone()]);
    let value = fixture.token().map(|token| token.value).map_err(|error| summary::error(&error));
    assert_eq!(value.as_deref().map_err(String::as_str), expected, "{reply:?}");
    assert_eq!(fixture.requests(), ["fetch"]);
}

/// Like `check`, for a 200 with this body.
#[track_caller]
fn body(body: impl Into<Vec<u8>>, expected: Result<&str, &str>) {
    check(status(200).body(body), expected);
}

#[track_caller]
fn token_of(value: &str, expected: Result<&str, &str>) {
    body(format!(r#"{{"access_token":{value}}}"#), expected);
}

const MALFORMED: Result<&str, &str> = Err("malformed");

/// E45
#[test]
fn a_token_type_is_bearer_in_any_case_or_missing() {
    for token_type in [r#""bearer""#, r#""Bearer""#, r#""bEaReR""#, "null"] {
        body(format!(r#"{{"access_token":"t","token_type":{token_type}}}"#), Ok("t"));
    }
    body(r#"{"access_token":"t"}"#, Ok("t"));
    for token_type in [r#""DPoP""#, r#""mac""#, r#""""#, r#""bearer ""#, "1", r#"["bearer"]"#] {
        body(format!(r#"{{"access_token":"t","token_type":{token_type}}}"#), MALFORMED);
    }
}

/// E46
#[test]
fn a_token_is_1_to_16384_visible_ascii_characters() {
    let longest = "a".repeat(16_384);
    let all: String = ('!'..='~').filter(|character| !matches!(character, '"' | '\\')).collect();
    token_of(r#""~""#, Ok("~"));
    token_of(&format!("\"{all}\""), Ok(&all));
    token_of(r#""\u0021\"\\\/""#, Ok("!\"\\/"));
    token_of(&format!("\"{longest}\""), Ok(&longest));
    token_of(&format!("\"{longest}a\""), MALFORMED);
    for value in [
        r#""""#,
        r#""a b""#,
        r#""a\r\nx: y""#,
        r#""a\n""#,
        r#""a\u0000""#,
        r#""a\u007f""#,
        r#""caf\u00e9""#,
        "\"caf\u{e9}\"",
        "null",
        "1",
        "true",
        r#"["t"]"#,
        r#"{"t":1}"#,
    ] {
        token_of(value, MALFORMED);
    }
    body("{}", MALFORMED);
}

/// E43
#[test]
fn a_response_is_at_most_64_kib() {
    let padded = |size: usize| format!(r#"{{"access_token":"t"}}{}"#, " ".repeat(size - 20));
    body(padded(65_536), Ok("t"));
    body(padded(65_537), Err("too large at the token endpoint"));
}

/// E43
#[test]
fn content_codings_other_than_identity_are_malformed() {
    check(token("t", 60).with("content-encoding", "identity"), Ok("t"));
    check(token("t", 60).with("Content-Encoding", "Identity"), Ok("t"));
    for coding in ["gzip", "br", "identity, gzip", "x"] {
        check(token("t", 60).with("content-encoding", coding), MALFORMED);
    }
}

/// E41
#[test]
fn the_status_decides_before_the_body() {
    for code in [200, 201, 202, 203, 207, 299] {
        check(Reply { outcome: Ok(code), ..token("t", 60) }, Ok("t"));
    }
    for code in [204, 205, 206] {
        check(Reply { outcome: Ok(code), ..token("t", 60) }, MALFORMED);
    }
    for code in [300, 302, 400, 401, 403, 404, 418, 429, 500, 502, 503, 599] {
        check(Reply { outcome: Ok(code), ..token("t", 60) }, Err(&format!("oauth {code} ")));
    }
}

/// E41
#[test]
fn texts_other_than_one_json_object_are_malformed() {
    let html = "<!doctype html><title>Sign in</title>";
    for text in ["", " ", html, "[]", "[{}]", "null", "1", "\"t\"", "{", "{}{}", "{} x", "access_token=t"] {
        body(text, MALFORMED);
    }
    let valid = r#"{"access_token":"t"}"#;
    let utf_16: Vec<u8> = valid.encode_utf16().flat_map(u16::to_le_bytes).collect();
    body(utf_16, MALFORMED);
    body(format!("\u{feff}{valid}"), MALFORMED);
    body(format!("{valid}\0"), MALFORMED);
    body([valid.as_bytes(), b"\xff"].concat(), MALFORMED);
    body("[".repeat(60_000), MALFORMED);
    body("{\"a\":".repeat(13_000), MALFORMED);
}

#[test]
fn the_content_type_is_ignored() {
    check(token("t", 60).with("content-type", "text/html"), Ok("t"));
    check(token("t", 60), Ok("t"));
}

/// E40
#[test]
fn an_error_on_200_is_an_error() {
    body(r#"{"error":"invalid_scope"}"#, Err("oauth 200 invalid_scope"));
    body(r#"{"access_token":"t0k","error":"invalid_client"}"#, Err("oauth 200 invalid_client"));
    body(r#"{"access_token":"t","error":{"code":1}}"#, Err("oauth 200 "));
    body(r#"{"access_token":"t","error":null}"#, Ok("t"));
}

/// E38, E39
#[test]
fn an_oauth_error_is_typed_and_not_retried() {
    check(oauth_error(401, "invalid_client"), Err("oauth 401 invalid_client"));
    check(oauth_error(400, "invalid_scope"), Err("oauth 400 invalid_scope"));
    check(oauth_error(400, "unauthorized_client"), Err("oauth 400 unauthorized_client"));
    check(status(503).body("<h1>503</h1>"), Err("oauth 503 "));
}

/// E44
#[test]
fn a_redirect_of_the_token_endpoint_is_an_error() {
    for code in [301, 302, 303, 307, 308] {
        let reply = status(code).with("location", "https://evil.example/oauth/token");
        check(reply, Err(&format!("oauth {code} ")));
    }
}

/// E47
#[test]
fn a_refresh_token_is_ignored() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([
        status(200).body(r#"{"access_token":"a","refresh_token":"r","expires_in":60}"#),
        token("b", 3600),
    ]);
    fixture.token().expect("a token");
    fixture.advance(60);
    assert_eq!(fixture.token().expect("a token").value, "b");
    for sent in fixture.io.sent() {
        assert_eq!(sent.body.as_deref(), Some(&b"grant_type=client_credentials"[..]));
    }
}
