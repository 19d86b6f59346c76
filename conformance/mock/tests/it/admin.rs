//! Tenants and applications.

use serde_json::{Value, json};

use crate::client::*;

const APPLICATIONS: &str = "/api/v1/admin/applications/";

/// A client with an administrator's token.
struct Desk {
    client: Client,
    token: String,
}

impl Desk {
    fn new() -> Self {
        let mut client = usual();
        let token = client.token(PLATFORM, ADMIN, "");
        Self { client, token }
    }

    /// Status and body of an answer; null if it has none.
    fn ask(&mut self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let reply = self.client.call(method, path, &self.token, body);
        (status(&reply), serde_json::from_slice(reply.response.body()).unwrap_or_default())
    }

    /// The places and kinds of the invalid parts.
    #[track_caller]
    fn invalid(&mut self, method: &str, path: &str, body: &str, expected: &[(&str, &str)]) {
        let (status, answer) = self.ask(method, path, body);
        let parts = answer["detail"].as_array().expect("a list");
        let text = |part: &Value| part.as_str().expect("a text").to_owned();
        let told =
            parts.iter().map(|part| (part["loc"].get(1).map(text).unwrap_or_default(), text(&part["type"])));
        let expected = expected.iter().map(|(place, kind)| ((*place).to_owned(), (*kind).to_owned()));
        assert_eq!((status, told.collect::<Vec<_>>()), (422, expected.collect()));
        assert!(parts.iter().all(|part| part["msg"].is_string() && part["loc"][0].is_string()));
    }
}

#[test]
fn a_tenant_is_created_changed_and_deleted() {
    let mut desk = Desk::new();
    let body = r#"{"name":"Initech","slug":"initech","contact_email":"it@initech.test","settings":{"a":1}}"#;
    let (status, created) = desk.ask("POST", TENANTS, body);
    let id = created["id"].as_str().expect("an id").to_owned();
    assert_eq!((status, &id[..4], created["status"].as_str()), (201, "tnt_", Some("ACTIVE")));
    let path = format!("{TENANTS}{id}");
    assert_eq!(desk.ask("GET", &path, ""), (200, created));
    let (status, changed) = desk.ask("PATCH", &path, r#"{"name":"Initrode","status":"SUSPENDED"}"#);
    assert_eq!(
        (status, &changed["name"], &changed["settings"]),
        (200, &json!("Initrode"), &json!({ "a": 1 }))
    );
    assert_eq!(desk.ask("GET", "/api/v1/auth/tenants/initech/.well-known/jwks.json", "").0, 404);
    assert_eq!(desk.ask("DELETE", &path, ""), (204, Value::Null));
    assert_eq!(desk.ask("GET", &path, "").0, 404);
    assert_eq!(desk.ask("DELETE", &path, "").0, 404);
}

#[test]
fn an_application_is_created_changed_and_deleted_and_its_secret_is_shown_once() {
    let mut desk = Desk::new();
    let body = r#"{"name":"New","scope":"TENANT","tenant_id":"tnt_acme0001","allowed_scopes":["users:read"],"token_lifetime":60}"#;
    let (status, mut created) = desk.ask("POST", APPLICATIONS, body);
    let [id, secret] =
        ["client_id", "client_secret"].map(|name| created[name].as_str().expect("a text").to_owned());
    assert_eq!((status, &id[..4]), (201, "app_"));
    let path = format!("{APPLICATIONS}{id}");
    created.as_object_mut().expect("an object").remove("client_secret");
    assert_eq!(desk.ask("GET", &path, ""), (200, created));
    let granted = json(&desk.client.ask(ACME, [&id, &secret], GRANT));
    assert_eq!((&granted["scope"], &granted["expires_in"]), (&json!("users:read"), &json!(60)));
    let (status, changed) = desk.ask("PATCH", &path, r#"{"allowed_scopes":["groups:read","openid"]}"#);
    assert_eq!((status, &changed["name"], &changed["token_lifetime"]), (200, &json!("New"), &json!(60)));
    let granted = json(&desk.client.ask(ACME, [&id, &secret], GRANT));
    assert_eq!(granted["scope"], "groups:read openid");
    assert_eq!(desk.ask("DELETE", &path, "").0, 204);
    assert_eq!(crate::client::status(&desk.client.ask(ACME, [&id, &secret], GRANT)), 401);
}

#[test]
fn the_token_of_a_deleted_application_is_refused() {
    let mut desk = Desk::new();
    let token = desk.client.token(PLATFORM, REPORTS, "");
    assert_eq!(status(&desk.client.get_with(TENANTS, &token)), 200);
    assert_eq!(desk.ask("DELETE", &format!("{APPLICATIONS}app_reports"), "").0, 204);
    assert_eq!(status(&desk.client.get_with(TENANTS, &token)), 401);
}

#[test]
fn the_applications_of_a_tenant_follow_it() {
    let mut desk = Desk::new();
    let acme = format!("{TENANTS}tnt_acme0001");
    assert_eq!(desk.ask("PATCH", &acme, r#"{"slug":"acme-2"}"#).0, 200);
    let moved = "/api/v1/auth/tenants/acme-2/oauth/token";
    assert_eq!(status(&desk.client.ask(moved, INVOICES, GRANT)), 200);
    assert_eq!(status(&desk.client.ask(ACME, INVOICES, GRANT)), 404);
    assert_eq!(desk.ask("DELETE", &acme, "").0, 204);
    assert_eq!(desk.ask("GET", &format!("{APPLICATIONS}app_invoices"), "").0, 404);
}

#[test]
fn invalid_members_are_reported_as_documented() {
    let mut desk = Desk::new();
    desk.invalid("POST", TENANTS, "{}", &[("name", "missing"), ("slug", "missing")]);
    desk.invalid("POST", TENANTS, "[]", &[("", "json_invalid")]);
    desk.invalid("POST", TENANTS, "{", &[("", "json_invalid")]);
    let body = r#"{"name":"","slug":"No Slug","status":"GONE","settings":[]}"#;
    let expected = &[
        ("name", "string_type"),
        ("slug", "string_pattern_mismatch"),
        ("status", "enum"),
        ("settings", "dict_type"),
    ];
    desk.invalid("POST", TENANTS, body, expected);
    desk.invalid("PATCH", &format!("{TENANTS}tnt_acme0001"), r#"{"slug":7}"#, &[("slug", "string_type")]);
    desk.invalid("POST", APPLICATIONS, "{}", &[("name", "missing"), ("scope", "missing")]);
    let body =
        r#"{"name":"a","scope":"TENANT","tenant_id":"tnt_none","allowed_scopes":["a b"],"token_lifetime":0}"#;
    let expected =
        &[("tenant_id", "value_error"), ("allowed_scopes", "list_type"), ("token_lifetime", "int_type")];
    desk.invalid("POST", APPLICATIONS, body, expected);
    desk.invalid("POST", APPLICATIONS, r#"{"name":"a","scope":"PARTNER"}"#, &[("scope", "enum")]);
    for query in ["page=0", "page=x", "page=-1", "page="] {
        desk.invalid("GET", &format!("{TENANTS}?{query}"), "", &[("page", "int_parsing")]);
    }
    desk.invalid("GET", &format!("{TENANTS}?per_page=101"), "", &[("per_page", "int_parsing")]);
}

#[test]
fn a_slug_is_unique() {
    let mut desk = Desk::new();
    assert_eq!(desk.ask("POST", TENANTS, r#"{"name":"a","slug":"acme"}"#).0, 409);
    assert_eq!(desk.ask("PATCH", &format!("{TENANTS}tnt_globex01"), r#"{"slug":"acme"}"#).0, 409);
    assert_eq!(desk.ask("PATCH", &format!("{TENANTS}tnt_acme0001"), r#"{"slug":"acme"}"#).0, 200);
}

#[test]
fn there_are_at_most_500_of_each() {
    let mut desk = Desk::new();
    for number in 3..=500 {
        assert_eq!(desk.ask("POST", TENANTS, &format!(r#"{{"name":"a","slug":"s{number}"}}"#)).0, 201);
    }
    assert_eq!(desk.ask("POST", TENANTS, r#"{"name":"a","slug":"one-more"}"#).0, 409);
    for _ in 4..=500 {
        assert_eq!(desk.ask("POST", APPLICATIONS, r#"{"name":"a","scope":"GLOBAL"}"#).0, 201);
    }
    assert_eq!(desk.ask("POST", APPLICATIONS, r#"{"name":"a","scope":"GLOBAL"}"#).0, 409);
}

/// The names on a page of the list of applications, and how many there are in all.
#[track_caller]
fn check(query: &str, names: &[&str], total: u64) {
    let (status, body) = Desk::new().ask("GET", &format!("{APPLICATIONS}?{query}"), "");
    assert_eq!(status, 200, "{body}");
    let told =
        body["data"].as_array().expect("a list").iter().map(|one| one["name"].as_str().expect("a name"));
    assert_eq!(
        (told.collect::<Vec<_>>(), body["pagination"]["total"].as_u64()),
        (names.to_vec(), Some(total))
    );
    assert!(!body.to_string().contains("secret"), "{body}");
}

#[test]
fn lists_are_filtered_and_paged() {
    check("", &["Reports", "Administration", "Invoices"], 3);
    check("per_page=2", &["Reports", "Administration"], 3);
    check("per_page=2&page=2", &["Invoices"], 3);
    check("per_page=2&page=3", &[], 3);
    check("page=18446744073709551615", &[], 3);
    check("scope=TENANT", &["Invoices"], 1);
    check("tenant_id=tnt_acme0001", &["Invoices"], 1);
    check("application_type=WEB", &[], 0);
    check("search=REP", &["Reports"], 1);
}

#[test]
fn a_collection_without_its_slash_is_redirected_with_the_query() {
    let mut desk = Desk::new();
    let reply = desk.client.get("/api/v1/admin/tenants?page=2&per_page=5");
    let target = "https://scaikey.test/api/v1/admin/tenants/?page=2&per_page=5";
    assert_eq!((status(&reply), header(&reply, "location")), (307, target));
    for (path, allowed) in
        [(TENANTS, "GET, POST"), ("/api/v1/admin/tenants/tnt_acme0001", "GET, PATCH, DELETE")]
    {
        let reply = desk.client.call("PUT", path, &desk.token, "");
        assert_eq!((status(&reply), header(&reply, "allow")), (405, allowed));
    }
    for path in ["/api/v1/admin/tenants/a/b", "/api/v1/admin/", "/api/v1/admin/users/", "/"] {
        assert_eq!(desk.ask("GET", path, ""), (404, json!({ "detail": "Not Found" })), "{path}");
    }
}
