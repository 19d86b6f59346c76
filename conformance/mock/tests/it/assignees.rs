//! The assignees of an application.

use serde_json::json;

use crate::client::*;

#[track_caller]
fn check([tenant, application]: [&str; 2], expected: u16) {
    let mut client = usual();
    let token = client.token(ACME, INVOICES, "");
    let path = format!("/api/v1/tenants/{tenant}/applications/{application}/assignees");
    assert_eq!(status(&client.get_with(&path, &token)), expected, "{path}");
}

#[test]
fn an_application_reads_its_own_and_no_others() {
    check(["tnt_acme0001", "me"], 200);
    check(["tnt_acme0001", "app_invoices"], 200);
    check(["tnt_acme0001", "app_reports"], 404);
    check(["tnt_globex01", "me"], 404);
    check(["acme", "me"], 404);
}

#[test]
fn the_list_is_empty_and_hidden_from_other_applications() {
    let mut client = usual();
    let token = client.token(ACME, INVOICES, "");
    let reply = client.get_with(ASSIGNEES, &token);
    assert_eq!(json(&reply), json!({ "data": { "users": [], "groups": [] }, "meta": {} }));
    let reply = client.call("POST", ASSIGNEES, &token, "");
    assert_eq!((status(&reply), header(&reply, "allow")), (405, "GET"));
    for reply in [client.get(ASSIGNEES), client.get_with(ASSIGNEES, "garbage")] {
        assert_eq!((status(&reply), header(&reply, "www-authenticate")), (401, "Bearer"));
    }
}
