//! A request with everything that a request can have.

use crate::component::endpoint::request::Request;

/// What the caller sends.
pub(super) fn request() -> Request {
    let header = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
    Request {
        method: "POST".into(),
        url: "https://scaikey.test/api/v1/admin/tenants?dry_run=false&note=a%20b+c".into(),
        headers: vec![
            header("content-type", "application/json"),
            header("x-tag", "b, c"),
            header("x-request-id", "7f3a/1"),
            header("x-tag", "a"),
        ],
        body: b"{\"name\":\"Zo\xc3\xab\"}\r\n\x00\xff".into(),
        deadline: None,
    }
}

/// What the mock must see.
pub(super) const SHOWN: &str = r#"POST https://scaikey.test/api/v1/admin/tenants?dry_run=false&note=a%20b+c
content-type: application/json
x-request-id: 7f3a/1
x-tag: b, c
x-tag: a

{\"name\":\"Zo\xc3\xab\"}\r\n\x00\xff"#;
