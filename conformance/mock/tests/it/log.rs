//! Lines of a log, and what they leave out.

use bytes::Bytes;
use http::Request;
use scaikey_mock::{Defect, EndpointFault, Faults, Setup, line};

use crate::client::*;

fn told(client: &mut Client, request: http::request::Builder, body: &str) -> String {
    let request = request.body(Bytes::from(body.to_owned())).expect("a request");
    line(&request, &client.mock.answer(NOW, &request))
}

#[test]
fn a_line_names_the_client_and_the_result() {
    let mut client = usual();
    let token = client.token(PLATFORM, REPORTS, "openid");
    let authorized =
        |path: &str| Request::get(format!("{BASE}{path}")).header("authorization", format!("Bearer {token}"));
    let ask = |credentials| post(PLATFORM).header("authorization", basic(credentials));
    for (request, body, expected) in [
        (
            ask(REPORTS),
            GRANT,
            "POST /api/v1/platform/oauth/token app_reports 200 token 2, 3600 s, admin:read openid",
        ),
        (
            ask([REPORTS[0], "x"]),
            GRANT,
            "POST /api/v1/platform/oauth/token app_reports 401 invalid_client: wrong secret",
        ),
        (ask(["x", "y"]), GRANT, "POST /api/v1/platform/oauth/token 401 invalid_client: unknown client"),
        (
            authorized("/api/v1/admin/tenants/?page=1"),
            "",
            "GET /api/v1/admin/tenants/?… app_reports 403 Platform token requires admin:read or admin:write scope",
        ),
        (authorized("/api/v1/admin/tenants"), "", "GET /api/v1/admin/tenants 307 the other form of the path"),
        (Request::get(format!("{BASE}{TENANTS}")), "", "GET /api/v1/admin/tenants/ 401 no token"),
        (
            Request::get(format!("{BASE}{ACME_KEYS}")),
            "",
            "GET /api/v1/auth/tenants/acme/.well-known/jwks.json 200 keys",
        ),
        (
            Request::get(format!("{BASE}/base{PLATFORM}")),
            "",
            "GET /…/api/v1/platform/oauth/token 404 Not Found",
        ),
        (Request::builder().method("STEAL").uri(BASE), "", "… / 404 Not Found"),
    ] {
        assert_eq!(told(&mut client, request, body), expected);
    }
}

#[test]
fn a_line_shows_faults() {
    for (fault, expected) in [
        (EndpointFault { status: Some(503), ..EndpointFault::default() }, "503 a fault that was asked for"),
        (EndpointFault { reset: true, ..EndpointFault::default() }, "reset no token"),
        (
            EndpointFault { cut: Some(3), delay_ms: 20, ..EndpointFault::default() },
            "401 cut after 3 bytes no token, after 20 ms",
        ),
    ] {
        let mut client = with_faults(Faults { resource: Some(fault), ..Faults::default() });
        let line = told(&mut client, Request::get(format!("{BASE}{TENANTS}")), "");
        assert_eq!(line, format!("GET /api/v1/admin/tenants/ {expected}"));
    }
}

const SECRET: &str = "pa55/w+rd=of all";

/// Spellings of the secret, most of them for URLs.
const SPELLINGS: &[&str] = &[
    "pa55%2Fw%2Brd%3Dof%20all",
    "pa55%2fw%2brd%3dof+all",
    "cGE1NS93K3JkPW9mIGFsbA",
    "cGE1NS93K3JkPW9mIGFsbA==",
    "706135352f772b72643d6f6620616c6c",
];

#[test]
fn no_line_holds_a_secret_wherever_it_is_sent() {
    for spelling in SPELLINGS {
        for request in [
            Request::get(format!("{BASE}/{spelling}")),
            Request::get(format!("{BASE}/api/v1/auth/tenants/{spelling}/oauth/token")),
            Request::get(format!("{BASE}{TENANTS}{spelling}")),
            Request::get(format!("{BASE}{TENANTS}?search={spelling}")),
            Request::get(format!("{BASE}{TENANTS}?page={spelling}")),
            Request::get(format!("{BASE}{TENANTS}")).header("authorization", *spelling),
            Request::get(format!("{BASE}{TENANTS}")).header("authorization", format!("Bearer {spelling}")),
            post(PLATFORM).header("authorization", basic([spelling, SECRET])),
            post(PLATFORM).header("authorization", basic(["app_one", SECRET])),
        ] {
            for form in [
                GRANT,
                "client_secret=",
                "client_id=",
                "scope=",
                "grant_type=",
                "grant_type=client_credentials&scope=",
            ] {
                let line = told(&mut Client::of(one(SECRET)), clone(&request), &format!("{form}{spelling}"));
                assert!(
                    !line.contains("pa55") && !line.contains("cGE1") && !line.contains("70613535"),
                    "{line}"
                );
            }
        }
    }
}

#[test]
fn scopes_that_a_defect_grants_are_not_logged() {
    let mut client =
        Client::of(Setup { defect: Some(Defect::UnallowedScopeGranted), ..Setup::usual(keys()) });
    let request = post(PLATFORM).header("authorization", basic(REPORTS));
    let line = told(&mut client, request, "grant_type=client_credentials&scope=openid+pa55");
    assert_eq!(line, "POST /api/v1/platform/oauth/token app_reports 200 token 1, 3600 s, openid");
}

#[test]
fn no_line_holds_a_token_wherever_it_is_sent() {
    let mut client = usual();
    let token = client.token(PLATFORM, ADMIN, "");
    let [_, claims, signature] = token.split('.').collect::<Vec<_>>()[..] else { panic!("no JWT") };
    for request in [
        Request::get(format!("{BASE}{TENANTS}{token}")),
        Request::get(format!("{BASE}{TENANTS}?access_token={token}")),
        Request::get(format!("{BASE}{TENANTS}")).header("authorization", format!("Bearer {token}")),
        Request::post(format!("{BASE}{TENANTS}")).header("authorization", format!("Bearer {token}")),
        Request::post(format!("{BASE}/api/v1/admin/applications/"))
            .header("authorization", format!("Bearer {token}")),
        Request::put(format!("{BASE}/mock/faults")).header("content-type", "application/json"),
    ] {
        for body in
            [&token, &format!(r#"{{"{token}":1}}"#), &format!(r#"{{"name":"{token}","slug":"{token}"}}"#)]
        {
            let line = told(&mut client, clone(&request), body);
            assert!(!line.contains(claims) && !line.contains(signature), "{line}");
        }
    }
}

#[test]
fn no_line_holds_control_characters() {
    let mut client = Client::of(Setup::usual(keys()));
    let name = r#"{"name":"\u001b[2J","slug":"a","contact_email":"\r\n"}"#;
    let token = client.token(PLATFORM, ADMIN, "");
    let request =
        Request::post(format!("{BASE}{TENANTS}")).header("authorization", format!("Bearer {token}"));
    let line = told(&mut client, request, name);
    assert!(line.starts_with("POST /api/v1/admin/tenants/ app_admin 201 tnt_"), "{line}");
    assert!(!line.contains(char::is_control));
}

/// A copy, since a builder is not `Clone`.
fn clone(request: &http::request::Builder) -> http::request::Builder {
    let fields = request.headers_ref().expect("headers").iter();
    let copy = Request::builder()
        .method(request.method_ref().expect("a method"))
        .uri(request.uri_ref().expect("a URL"));
    fields.fold(copy, |copy, (name, value)| copy.header(name, value))
}
