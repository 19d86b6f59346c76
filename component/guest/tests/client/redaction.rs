//! What errors quote from the token endpoint.

use scaikey_guest::types::{Error, Options};

use crate::fixture::{Fixture, options};
use crate::reply::{Reply, json_string, status, token};

/// The text of an OAuth error with this description. The latest token is `t0k/en+1`.
#[track_caller]
fn check(description: &str, expected: &str) {
    let fixture = Fixture::with_options(Options { client_secret: r#"s3/c "r\t"#.into(), ..options() });
    fixture.io.token_endpoint([token("t0k/en+1", 0), status(400).body(error("x", description))]);
    fixture.token().expect("a token");
    assert_eq!(text(&fixture), expected, "{description}");
}

fn error(code: &str, description: &str) -> String {
    format!(r#"{{"error":{},"error_description":{}}}"#, json_string(code), json_string(description))
}

#[track_caller]
fn text(fixture: &Fixture) -> String {
    match fixture.token() {
        Err(Error::Oauth(failure)) => failure.text,
        other => panic!("{:?}", other.map(|_| ())),
    }
}

/// E42
#[test]
fn a_description_is_quoted_in_printable_ascii_and_200_characters_at_most() {
    check("no such client", "no such client");
    check("caf\u{e9}\tbar\u{1b}[31m", "caf??bar?[31m");
    check(&"x".repeat(1000), &"x".repeat(200));
    check(&format!("{}s3/c \"r\\t", "x".repeat(197)), &format!("{}[se", "x".repeat(197)));
}

/// E42
#[test]
fn the_secret_and_the_token_are_removed_in_every_spelling() {
    check(r#"bad secret s3/c "r\t."#, "bad secret [secret].");
    check("s3%2Fc+%22r%5Ct s3%2fc%20%22r%5ct", "[secret] [secret]");
    check(r#"s3\/c \"r\\t s3\u002Fc\u0020\u0022r\u005ct"#, "[secret] [secret]");
    check("czMvYyAiclx0", "[secret]");
    check("c2VydmljZS0xOnMzJTJGYyslMjJyJTVDdA", "[secret]");
    check("token t0k/en+1 t0k%2fen%2B1 t0k\\/en+1", "token [secret] [secret] [secret]");
    check("dDBrL2VuKzE dDBrL2VuKzE= dDBrL2VuKzE%3D", "[secret] [secret]= [secret]%3D");
    check("s3/c t0k/en", "s3/c t0k/en");
}

#[test]
fn a_code_is_quoted_like_a_description() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([status(400).body(error(&format!("s3cr3t\n{}", "x".repeat(100)), "y"))]);
    match fixture.token() {
        Err(Error::Oauth(failure)) => assert_eq!(failure.code, format!("[secret]?{}", "x".repeat(55))),
        other => panic!("{:?}", other.map(|_| ())),
    }
}

#[test]
fn a_token_beside_an_error_is_removed_from_it() {
    let fixture = Fixture::new();
    let body = r#"{"access_token":"t0k","error":"x","error_description":"already issued: t0k"}"#;
    fixture.io.token_endpoint([status(200).body(body)]);
    assert_eq!(text(&fixture), "already issued: [secret]");
}

/// E42
#[test]
fn nothing_else_of_a_body_is_quoted() {
    #[track_caller]
    fn check(reply: Reply, expected: &str) {
        let fixture = Fixture::new();
        fixture.io.token_endpoint([reply]);
        assert_eq!(text(&fixture), expected);
    }
    check(status(500).body("<h1>s3cr3t</h1>"), "token endpoint answered 500");
    check(status(500).body(r#"{"message":"s3cr3t"}"#), "token endpoint answered 500");
    check(status(400).body(r#"{"error":["s3cr3t"],"error_description":7}"#), "token endpoint answered 400");
    check(
        status(302).with("location", "https://evil.example/?s3cr3t"),
        "token endpoint answered 302: redirects are not followed: check the base URL",
    );
}
