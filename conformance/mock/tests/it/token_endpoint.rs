//! Token requests.

use crate::client::*;

/// The status of a token request, and its error or the scopes that are granted.
#[track_caller]
fn check(path: &str, [authorization, form]: [&str; 2], expected: (u16, &str)) {
    let mut request = post(path);
    if !authorization.is_empty() {
        request = request.header("authorization", authorization);
    }
    let reply = usual().send(request, form.to_owned());
    let body = json(&reply);
    let actual = body["error"].as_str().or(body["scope"].as_str()).or(body["detail"].as_str());
    assert_eq!((status(&reply), actual.unwrap_or_default()), expected);
    assert_eq!(header(&reply, "cache-control"), "no-store");
    let challenge = if expected.0 == 401 { "Basic realm=\"scaikey\"" } else { "" };
    assert_eq!(header(&reply, "www-authenticate"), challenge);
}

#[test]
fn an_application_gets_tokens_on_its_own_surface() {
    let reports = basic(REPORTS);
    check(PLATFORM, [&reports, GRANT], (200, "admin:read openid"));
    check(ACME, [&reports, GRANT], (400, "unauthorized_client"));
    let invoices = basic(INVOICES);
    check(ACME, [&invoices, GRANT], (200, "users:read groups:read openid"));
    check(PLATFORM, [&invoices, GRANT], (400, "unauthorized_client"));
    check("/api/v1/auth/tenants/globex/oauth/token", [&invoices, GRANT], (400, "unauthorized_client"));
}

#[test]
fn credentials_are_sent_by_basic_or_by_form() {
    let own = "grant_type=client_credentials&client_id=app_reports&client_secret=";
    check(PLATFORM, ["", &format!("{own}reports-secret-for-tests")], (200, "admin:read openid"));
    check(PLATFORM, ["", &format!("{own}wrong")], (401, "invalid_client"));
    check(PLATFORM, ["", GRANT], (401, "invalid_client"));
    check(PLATFORM, [&basic([REPORTS[0], "wrong"]), GRANT], (401, "invalid_client"));
    check(PLATFORM, [&basic([REPORTS[0], ""]), GRANT], (401, "invalid_client"));
    check(PLATFORM, [&basic(["app_nobody", REPORTS[1]]), GRANT], (401, "invalid_client"));
    check(PLATFORM, [&basic([ADMIN[0], REPORTS[1]]), GRANT], (401, "invalid_client"));
    check(PLATFORM, ["Basic !", GRANT], (401, "invalid_client"));
    check(PLATFORM, ["Bearer x", GRANT], (401, "invalid_client"));
    check(PLATFORM, [&basic(REPORTS), &format!("{own}reports-secret-for-tests")], (400, "invalid_request"));
}

/// Whether HTTP Basic with this text authenticates an application with this secret.
#[track_caller]
fn check_basic(secret: &str, text: &str, expected: u16) {
    let mut client = Client::of(one(secret));
    assert_eq!(status(&client.ask(PLATFORM, ["app_one", text], GRANT)), expected);
    assert_eq!(status(&client.ask(PLATFORM, ["app%5Fone", text], GRANT)), expected);
    assert_eq!(status(&client.ask(PLATFORM, ["app one", text], GRANT)), 401);
}

#[test]
fn basic_may_be_form_encoded_or_not() {
    check_basic("p@ss wörd:%&", "p%40ss+w%C3%B6rd%3A%25%26", 200);
    check_basic("p@ss wörd:%&", "p@ss wörd:%&", 200);
    check_basic("a+b%41", "a%2Bb%2541", 200);
    check_basic("a+b%41", "a+b%41", 200);
    check_basic("a+b%41", "a bA", 401);
    check_basic("secret", "secret=", 401);
    check_basic("secret", "secret&", 401);
    check_basic("secret", "SECRET", 401);
}

#[test]
fn the_grant_is_client_credentials() {
    let reports = basic(REPORTS);
    check(PLATFORM, [&reports, "grant_type=password"], (400, "unsupported_grant_type"));
    check(PLATFORM, [&reports, ""], (400, "invalid_request"));
    check(PLATFORM, [&reports, &format!("{GRANT}&{GRANT}")], (400, "invalid_request"));
}

#[test]
fn scopes_are_those_that_are_requested_and_allowed() {
    let reports = basic(REPORTS);
    for (asked, expected) in [
        ("", (200, "admin:read openid")),
        ("admin:read", (200, "admin:read")),
        ("openid+admin:read", (200, "admin:read openid")),
        ("openid++openid", (200, "openid")),
        ("admin:write+openid", (200, "openid")),
        ("admin:write", (400, "invalid_scope")),
        ("ADMIN:READ", (400, "invalid_scope")),
    ] {
        check(PLATFORM, [&reports, &format!("{GRANT}&scope={asked}")], expected);
    }
}

#[test]
fn a_token_request_is_a_posted_form() {
    let mut client = usual();
    let request = http::Request::post(format!("{BASE}{PLATFORM}")).header("authorization", basic(REPORTS));
    let json = request.header("content-type", "application/json");
    assert_eq!(status(&client.send(json, r#"{"grant_type":"client_credentials"}"#)), 400);
    let reply = client.get(PLATFORM);
    assert_eq!((status(&reply), header(&reply, "allow")), (405, "POST"));
    assert_eq!(status(&client.ask(PLATFORM, REPORTS, &"x".repeat(65_537))), 413);
}

#[test]
fn each_tenant_has_a_token_endpoint() {
    let tenant = |slug: &str| format!("/api/v1/auth/tenants/{slug}/oauth/token");
    for path in [&tenant("nobody"), &tenant("ACME"), "/oauth/token", "/api/v1/platform/oauth/token/"] {
        assert_eq!(status(&usual().ask(path, REPORTS, GRANT)), 404, "{path}");
    }
}
