//! Authorization of the admin API.

use http::Request;

use crate::client::*;

const FORBIDDEN: &str = r#"{"detail":"Platform token requires admin:read or admin:write scope"}"#;
const NO_WRITE: &str = r#"{"detail":"Platform token requires admin:write scope"}"#;

#[track_caller]
fn check(method: &str, [path, token]: [&str; 2], expected: (u16, &str)) {
    let mut client = usual();
    let token = match token {
        "reports" => client.token(PLATFORM, REPORTS, ""),
        "openid" => client.token(PLATFORM, REPORTS, "openid"),
        "admin" => client.token(PLATFORM, ADMIN, ""),
        "write" => client.token(PLATFORM, ADMIN, "admin:write"),
        "invoices" => client.token(ACME, INVOICES, ""),
        text => text.to_owned(),
    };
    let reply = client.call(method, path, &token, "{}");
    let body = if expected.1.is_empty() { "" } else { text(&reply) };
    assert_eq!((status(&reply), body), expected);
}

#[test]
fn admin_scopes_read_and_write_in_the_documented_words() {
    check("GET", [TENANTS, "reports"], (200, ""));
    check("GET", [TENANTS, "write"], (200, ""));
    check("GET", [TENANTS, "openid"], (403, FORBIDDEN));
    check("POST", [TENANTS, "openid"], (403, FORBIDDEN));
    check("GET", ["/api/v1/admin/audit/", "openid"], (403, FORBIDDEN));
    check("GET", [TENANTS, "invoices"], (403, FORBIDDEN));
    check("POST", [TENANTS, "reports"], (403, NO_WRITE));
    check("DELETE", ["/api/v1/admin/tenants/tnt_acme0001", "reports"], (403, NO_WRITE));
    check("POST", [TENANTS, "write"], (422, ""));
}

#[test]
fn a_tenants_token_with_an_admin_scope_is_not_a_platform_token() {
    let mut setup = scaikey_mock::Setup::usual(keys());
    setup.applications[2].allowed_scopes.push("admin:read".to_owned());
    let mut client = Client::of(setup);
    let token = client.token(ACME, INVOICES, "admin:read");
    assert_eq!(text(&client.get_with(TENANTS, &token)), FORBIDDEN);
}

#[test]
fn an_invalid_token_is_refused_with_a_challenge() {
    let mut client = usual();
    let good = client.token(PLATFORM, REPORTS, "");
    let (message, signature) = good.rsplit_once('.').expect("a JWT");
    let other = if signature.starts_with('A') { "B" } else { "A" };
    for value in [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x.y",
        "Bearer a.b.c.d",
        &format!("Basic {good}"),
        &format!("Bearer {message}."),
        &format!("Bearer {message}.{other}{}", &signature[1..]),
        &format!("Bearer {good}.{signature}"),
        &format!("Bearer  {good}"),
    ] {
        let request = Request::get(format!("{BASE}{TENANTS}")).header("authorization", value);
        let reply = client.send(request, "");
        assert_eq!((status(&reply), header(&reply, "www-authenticate")), (401, "Bearer"), "{value}");
        assert_eq!(text(&reply), r#"{"detail":"Invalid token"}"#);
    }
    assert_eq!(text(&client.get(TENANTS)), r#"{"detail":"Not authenticated"}"#);
    let request = Request::get(format!("{BASE}{TENANTS}")).header("authorization", format!("bearer {good}"));
    assert_eq!(status(&client.send(request, "")), 200);
}

#[test]
fn another_deployments_token_is_refused() {
    let mut other =
        Client::of(scaikey_mock::Setup::usual(scaikey_mock::Keys::generate(scaikey_mock::Algorithm::Es256)));
    let token = other.token(PLATFORM, REPORTS, "");
    let mut client = with_variant(scaikey_mock::Variant::Es256);
    assert_eq!(status(&client.get_with(TENANTS, &token)), 401);
}

#[test]
fn a_token_is_valid_until_the_second_of_its_expiry() {
    let mut client = usual();
    let token = client.token(PLATFORM, REPORTS, "");
    for (after, expected) in [(0, 200), (3599, 200), (3600, 401)] {
        client.now = NOW + std::time::Duration::from_secs(after);
        assert_eq!(status(&client.get_with(TENANTS, &token)), expected, "after {after} s");
    }
}
