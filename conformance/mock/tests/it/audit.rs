//! The audit list.

use serde_json::json;

use crate::client::*;

const AUDIT: &str = "/api/v1/admin/audit/";

#[test]
fn every_authenticated_call_is_recorded() {
    let mut client = usual();
    let reports = client.token(PLATFORM, REPORTS, "");
    let admin = client.token(PLATFORM, ADMIN, "");
    client.get_with(TENANTS, &reports);
    client.call("DELETE", "/api/v1/admin/tenants/tnt_globex01", &reports, "");
    client.call("DELETE", "/api/v1/admin/tenants/tnt_globex01", &admin, "");
    client.get_with(TENANTS, "garbage");
    let list = json(&client.get_with(AUDIT, &reports));
    let entries = list["data"].as_array().expect("a list").iter();
    let told: Vec<_> = entries
        .map(|one| json!([one["actor_id"], one["action"], one["result"], one["resource_id"]]))
        .collect();
    let expected = [
        json!(["app_admin", "tenants.delete", "success", "tnt_globex01"]),
        json!(["app_reports", "tenants.delete", "failure", "tnt_globex01"]),
        json!(["app_reports", "tenants.list", "success", null]),
    ];
    assert_eq!(told, expected);
}

#[test]
fn it_is_filtered_by_actor_action_and_result() {
    let mut client = usual();
    let admin = client.token(PLATFORM, ADMIN, "");
    client.get_with(TENANTS, &admin);
    client.call("POST", TENANTS, &admin, "{}");
    for (query, expected) in [
        ("actor_id=app_admin&result=failure", 1),
        ("actor_id=app_reports", 0),
        ("action=tenants.list", 1),
        ("resource_type=audit", 3),
    ] {
        let list = json(&client.get_with(&format!("{AUDIT}?{query}"), &admin));
        assert_eq!(list["pagination"]["total"], expected, "{query}");
    }
}

#[test]
fn the_latest_thousand_are_kept() {
    let mut client = usual();
    let token = client.token(PLATFORM, REPORTS, "");
    for _ in 0..1010 {
        client.get_with("/api/v1/admin/tenants/tnt_none", &token);
    }
    assert_eq!(json(&client.get_with(AUDIT, &token))["pagination"]["total"], 1000);
}

#[test]
fn it_is_read_only_and_has_no_entries_of_their_own() {
    let mut client = usual();
    let token = client.token(PLATFORM, ADMIN, "");
    assert_eq!(status(&client.call("POST", AUDIT, &token, "{}")), 405);
    assert_eq!(status(&client.get_with(&format!("{AUDIT}evt_1"), &token)), 404);
    assert_eq!(status(&client.get_with(AUDIT.trim_end_matches('/'), &token)), 307);
}
