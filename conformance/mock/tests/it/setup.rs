//! Setup files.

use scaikey_mock::{Level, Setup};

use crate::client::*;

const FILE: &str = r#"
[[tenant]]
slug = "initech"

[[application]]
id = "app_one"
secret = "s3cret one"
allowed_scopes = ["admin:read"]

[[application]]
id = "app_two"
secret = "s3cret two"
name = "Two"
tenant = "initech"
token_lifetime = 60

[faults]
refuse_tokens = 1
token_endpoint = { next = 2, status = 503, retry_after = 5 }
"#;

#[test]
fn a_file_describes_a_deployment() {
    let setup = Setup::read(FILE, keys()).expect("a setup");
    assert_eq!((setup.tenants[0].id.as_str(), setup.tenants[0].name.as_str()), ("tnt_initech", "initech"));
    let told = setup
        .applications
        .iter()
        .map(|one| (one.id.as_str(), one.name.as_str(), one.token_lifetime, &one.level));
    let level = Level::Tenant("initech".into());
    assert_eq!(
        told.collect::<Vec<_>>(),
        [("app_one", "app_one", 3600, &Level::Global), ("app_two", "Two", 60, &level)]
    );
    let mut client = Client::of(setup);
    let statuses = [(); 3].map(|()| status(&client.ask(PLATFORM, ["app_one", "s3cret one"], GRANT)));
    assert_eq!(statuses, [503, 503, 200]);
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let error = Setup::read(text, keys()).expect_err("no setup");
    assert_eq!(error, expected);
    assert!(!error.contains("s3cret"));
}

const ONE: &str = "[[application]]\nid = 'a'\nsecret = 's3cret'\n";

#[test]
fn an_error_is_one_line_without_secrets() {
    check("", "there is no [[application]], so nobody could get a token");
    check("a = s3cret", "line 1: expected literal string");
    check("[[application]", "line 1: expected `]`");
    check("[[application]]\nid = 'a'\nid = 's3cret'", "line 3 is no TOML");
    check("[[application]]\nid = 'a'\n", "line 1: missing field `secret`");
    check("[[application]]\nid = 'a'\nsecret = ['s3cret']", "line 3: expected a string");
    check(&format!("{ONE}token_lifetime = 's3cret'"), "line 4: expected u32");
    check(&format!("{ONE}token_lifetime = -1"), "line 4: expected u32");
    check(
        &format!("{ONE}scopes = 's3cret'"),
        "line 4: expected one of `id`, `secret`, `allowed_scopes`, `token_lifetime`, `tenant`, `name`",
    );
    check(
        &format!("{ONE}allowed_scopes = ['a b']"),
        "application \"a\": \"a b\" is no scope; write each by itself",
    );
    check(
        &format!("{ONE}tenant = 'none'"),
        "application \"a\": there is no [[tenant]] with the slug \"none\"",
    );
    check(&format!("{ONE}{ONE}"), "the application \"a\" is there twice");
    check(
        &ONE.replace("'s3cret'", "''"),
        "application \"a\": its secret is a text without control characters",
    );
    check(
        &ONE.replace("'a'", "'a b'"),
        "application \"a b\": its id is made of 1 to 200 visible ASCII characters",
    );
    check("[[tenant]]\nslug = 'A'", "the slug \"A\": 1 to 63 lower-case letters, digits and hyphens");
    check("[[tenant]]\nslug = 'a'\n[[tenant]]\nslug = 'a'", "the tenant \"a\" is there twice");
    check(
        &format!("{ONE}[faults]\nresource = {{ status = 99 }}"),
        "faults: resource: the status is 99: 200 to 599",
    );
    check(
        &format!("{ONE}[faults]\nrefuse = 1"),
        "line 5: expected one of `lifetime`, `refuse_tokens`, `clock_offset`, `token_endpoint`, `resource`",
    );
}

#[test]
fn formatting_shows_no_secret() {
    let setup = Setup::read(FILE, keys()).expect("a setup");
    let text = format!("{setup:?} {:?}", usual().ask(PLATFORM, REPORTS, GRANT));
    assert!(!text.contains("s3cret") && !text.contains("eyJ"), "{text}");
}
