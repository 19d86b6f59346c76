//! The token request, byte for byte.

use scaikey_guest::types::{ClientAuthentication, Options, Settings, Surface};

use crate::fixture::{Fixture, options, settings};
use crate::reply::token;

/// The request line, header fields and body of the token request with these options.
#[track_caller]
fn check(options: Options, expected: &str) {
    let fixture = Fixture::with_options(options);
    fixture.io.token_endpoint([token("t", 3600)]);
    fixture.token().expect("a token");
    let [sent] = fixture.io.sent().try_into().expect("one request");
    let scheme = if sent.origin.secure { "https" } else { "http" };
    let mut text = format!("{} {scheme}://{}{}\n", sent.method, sent.origin.authority, sent.path);
    for (name, value) in &sent.headers {
        text += &format!("{name}: {}\n", String::from_utf8_lossy(value));
    }
    text += &String::from_utf8(sent.body.expect("a body")).expect("ascii");
    assert_eq!(text, expected);
}

fn authenticating(authentication: ClientAuthentication) -> Options {
    let client_authentication = Some(authentication);
    let settings = Some(Settings { client_authentication, ..settings() });
    Options { client_secret: "c/d+e=".into(), settings, ..options() }
}

#[test]
fn a_platform_application_asks_the_platform_endpoint() {
    // base64 of "service-1:s3cr3t"
    check(
        options(),
        "POST https://scaikey.example/api/v1/platform/oauth/token
accept: application/json
accept-encoding: identity
content-type: application/x-www-form-urlencoded
content-length: 29
authorization: Basic c2VydmljZS0xOnMzY3IzdA==
grant_type=client_credentials",
    );
}

#[test]
fn a_tenant_application_asks_its_tenants_endpoint_below_the_prefix_with_its_scopes() {
    let options = Options {
        base_url: "http://localhost:8080/gateway/".into(),
        surface: Surface::Tenant("acme_1.eu-west".into()),
        scopes: ["users:read", "users:write", "a/b"].map(Into::into).into(),
        ..options()
    };
    check(
        options,
        "POST http://localhost:8080/gateway/api/v1/auth/tenants/acme_1.eu-west/oauth/token
accept: application/json
accept-encoding: identity
content-type: application/x-www-form-urlencoded
content-length: 68
authorization: Basic c2VydmljZS0xOnMzY3IzdA==
grant_type=client_credentials&scope=users%3Aread+users%3Awrite+a%2Fb",
    );
}

#[test]
fn raw_credentials_are_not_form_encoded() {
    // base64 of "service-1:c/d+e="
    check(
        authenticating(ClientAuthentication::Raw),
        "POST https://scaikey.example/api/v1/platform/oauth/token
accept: application/json
accept-encoding: identity
content-type: application/x-www-form-urlencoded
content-length: 29
authorization: Basic c2VydmljZS0xOmMvZCtlPQ==
grant_type=client_credentials",
    );
}

#[test]
fn posted_credentials_stand_in_the_form_and_nowhere_else() {
    check(
        authenticating(ClientAuthentication::Post),
        "POST https://scaikey.example/api/v1/platform/oauth/token
accept: application/json
accept-encoding: identity
content-type: application/x-www-form-urlencoded
content-length: 76
grant_type=client_credentials&client_id=service-1&client_secret=c%2Fd%2Be%3D",
    );
}

#[test]
fn a_token_request_has_the_exchange_timeout_and_64_kib() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([token("t", 3600)]);
    fixture.token().expect("a token");
    let limits = fixture.io.sent()[0].limits;
    assert_eq!((limits.timeout.as_millis(), limits.body), (10_000, 65_536));
}

/// E66
#[test]
fn each_scope_is_asked_for_once() {
    let fixture =
        Fixture::with_options(Options { scopes: ["b", "a", "b"].map(Into::into).into(), ..options() });
    fixture.io.token_endpoint([token("t", 3600)]);
    fixture.token().expect("a token");
    let body = fixture.io.sent()[0].body.clone();
    assert_eq!(body.as_deref(), Some(&b"grant_type=client_credentials&scope=b+a"[..]));
}
