use std::fmt::Write as _;

use bytes::Bytes;
use http::{HeaderValue, Request};

use super::*;
use crate::deployment::target::Address;

fn target() -> Target {
    let target = Target::new(Address {
        base: "https://a.test".into(),
        tenant: None,
        client_id: "app".into(),
        client_secret: SECRET.into(),
        resource: None,
        allowed_scopes: None,
        allow_http: false,
    });
    target.expect("it is right")
}

fn record(path: &str, status: u16, fields: &[(&str, &str)], body: &str) -> Record {
    let fields = fields.iter().map(|(name, value)| {
        let name: HeaderName = name.parse().expect("a name");
        (name, HeaderValue::from_str(value).expect("a value"))
    });
    let answer = Answer {
        status,
        headers: HeaderMap::from_iter(fields),
        body: Bytes::copy_from_slice(body.as_bytes()),
    };
    Record {
        at: Duration::ZERO,
        wall: Duration::ZERO,
        took: Duration::ZERO,
        request: Request::post(format!("https://a.test{path}")).body(Bytes::new()).expect("a request"),
        outcome: Ok(answer),
        is_repeat: false,
    }
}

/// What reports print of these.
fn told(records: &[Record]) -> String {
    let target = target();
    let evidence = Transcript::of(&target, records).evidence(records);
    let mut told = String::new();
    for event in evidence.events {
        let response = event.exchange.expect("an exchange").response.expect("a response");
        response.headers.iter().for_each(|(name, value)| writeln!(told, "{name}: {value}").expect("memory"));
        writeln!(told, "{}", response.body).expect("memory");
    }
    told
}

#[track_caller]
fn check(record: Record, expected: &str) {
    assert_eq!(told(&[record]), format!("{expected}\n"));
}

#[test]
fn a_grant_shows_only_what_describes_its_token() {
    check(
        record(
            TOKEN,
            200,
            &[],
            r#"{"access_token":"0paque","token_type":"Bearer","expires_in":300,"scope":"b"}"#,
        ),
        "{\"access_token\":\"left out, since it may be a secret\",\"expires_in\":300,\"scope\":\"b\",\
         \"token_type\":\"Bearer\"}",
    );
    for (body, expected) in [
        (r#"{"data":{"access_token":"t0ken"}}"#, r#"{"data":"left out, since it may be a secret"}"#),
        (r#"{"access_token":12345678}"#, r#"{"access_token":"left out, since it may be a secret"}"#),
        (r#"{"scope":["t0ken"]}"#, r#"{"scope":"left out, since it may be a secret"}"#),
        (
            r#"{"token_type":"t0ken.abc","id":{"token":"t0ken.abc"}}"#,
            r#"{"id":"left out, since it may be a secret","token_type":"<secret>"}"#,
        ),
        (r#"["t0ken"]"#, LEFT_OUT),
        ("access_token=t0ken&token_type=Bearer", LEFT_OUT),
        (r#"{"access_token":"t0ken""#, LEFT_OUT),
    ] {
        check(record(TOKEN, 200, &[], body), expected);
    }
}

#[test]
fn a_token_is_known_wherever_it_came_from() {
    let issued = |body: &str| record(TOKEN, 200, &[], body);
    let echo = |text: &str| record(TOKEN, 400, &[], text);
    for body in [
        r#"{"data":{"access_token":"0paque-t0ken"}}"#,
        r#"[{"access_token":"0paque-t0ken"}]"#,
        r#"{"access_token":"0paque-t0ken","access_token":7}"#,
        r#"{"access_token":["0paque-t0ken"]}"#,
        "token_type=Bearer&access_token=0paque-t0ken",
    ] {
        let told = told(&[issued(body), echo("no 0paque-t0ken here")]);
        assert!(told.ends_with("no token#1 here\n"), "{body}: {told}");
    }
}

#[test]
fn an_error_is_shown_without_secrets() {
    check(
        record(TOKEN, 400, &[], r#"{"error":"invalid_client","you_sent":"P\u0026ss-w0rd\u003e"}"#),
        r#"{"error":"invalid_client","you_sent":"<client secret, JSON>"}"#,
    );
}

#[test]
fn bodies_of_a_successful_resource_are_left_out() {
    check(record("/api/v1/people", 200, &[], "[\"Ada\"]"), "left out, since it may be about people");
    check(record("/api/v1/people", 404, &[], "nobody"), "nobody");
}

#[test]
fn header_fields_show_no_secret_by_name_or_value() {
    check(
        record(TOKEN, 400, &[("date", "today"), ("www-authenticate", "Basic realm=\"P&ss-w0rd>\"")], "."),
        "date: today\nwww-authenticate: Basic realm=\"<client secret>\"\n.",
    );
    check(
        record(TOKEN, 400, &[("x-p%26ss-w0rd%3e", "drowss"), ("set-cookie", "a=b"), ("x-debug", "b64")], "."),
        "x-<client secret, form-encoded>: left out, since it may be a secret\n\
         set-cookie: left out, since it may be a secret\nx-debug: left out, since it may be a secret\n.",
    );
}

/// Neither time nor memory is without bounds.
#[test]
fn a_flood_of_tokens_is_survived() {
    let flood = |number: usize| {
        let token = format!("{number}.{}", "abcdefgh".repeat(100_000));
        record(TOKEN, 200, &[], &format!(r#"{{"access_token":"{token}"}}"#))
    };
    let mut records: Vec<_> = (0..40).map(flood).collect();
    records.push(record(TOKEN, 400, &[], &format!("it was 7.{}", "abcdefgh".repeat(100_000))));
    let told = told(&records);
    assert!(told.ends_with("it was token#8\n"), "{}", told.len());
}

const SECRET: &str = "P&ss-w0rd>";
const TOKEN: &str = "/api/v1/platform/oauth/token";
