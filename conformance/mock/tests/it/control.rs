//! The control endpoint.

use std::net::SocketAddr;

use http::Request;
use scaikey_mock::Reply;

use crate::client::*;

const CONTROL: &str = "/mock/faults";
const REFUSE: &str = r#"{"refuse_tokens":2,"token_endpoint":{"status":503}}"#;

fn put(client: &mut Client, body: &str, headers: &[(&str, &str)]) -> Reply {
    let request = Request::put(format!("{BASE}{CONTROL}"));
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    client.send(request, body.to_owned())
}

#[test]
fn faults_are_shown_replaced_and_cleared() {
    let mut client = usual();
    let none = r#"{"clock_offset":0,"refuse_tokens":0}"#;
    assert_eq!(text(&client.get(CONTROL)), none);
    assert_eq!(
        status(&put(&mut client, REFUSE, &[("content-type", "application/json; charset=utf-8")])),
        200
    );
    assert_eq!(json(&client.get(CONTROL))["refuse_tokens"], 2);
    assert_eq!(status(&client.ask(PLATFORM, REPORTS, GRANT)), 503);
    let reply = client.send(Request::delete(format!("{BASE}{CONTROL}")), "");
    assert_eq!((status(&reply), text(&reply)), (200, none));
    assert_eq!(text(&client.get(CONTROL)), none);
}

#[test]
fn its_output_is_valid_input() {
    let mut client = usual();
    put(&mut client, REFUSE, &[("content-type", "application/json")]);
    let shown = text(&client.get(CONTROL)).to_owned();
    assert_eq!(text(&put(&mut client, &shown, &[("content-type", "application/json")])), shown);
}

#[test]
fn web_pages_have_no_access() {
    let json = ("content-type", "application/json");
    for (headers, expected) in [
        (&[json, ("origin", "https://scaikey.test")][..], 403),
        (&[json, ("origin", "null")], 403),
        (&[("content-type", "text/plain")], 415),
        (&[], 415),
    ] {
        let mut client = usual();
        assert_eq!(status(&put(&mut client, REFUSE, headers)), expected, "{headers:?}");
        assert_eq!(status(&client.ask(PLATFORM, REPORTS, GRANT)), 200, "{headers:?}");
    }
    for method in ["GET", "DELETE", "OPTIONS"] {
        let request =
            Request::builder().method(method).uri(format!("{BASE}{CONTROL}")).header("origin", "null");
        assert_eq!(status(&usual().send(request, "")), 403, "{method}");
    }
}

#[test]
fn other_machines_have_no_access() {
    for (peer, expected) in [
        ("127.0.0.1:9", 200),
        ("127.1.2.3:9", 200),
        ("[::1]:9", 200),
        ("[::ffff:127.0.0.1]:9", 200),
        ("192.0.2.1:9", 403),
        ("[2001:db8::1]:9", 403),
        ("[::ffff:192.0.2.1]:9", 403),
    ] {
        let peer: SocketAddr = peer.parse().expect("an address");
        for method in ["GET", "DELETE"] {
            let request = Request::builder().method(method).uri(format!("{BASE}{CONTROL}")).extension(peer);
            assert_eq!(status(&usual().send(request, "")), expected, "{method} {peer}");
        }
    }
}

#[test]
fn invalid_faults_change_nothing() {
    for body in [
        "",
        "null",
        r#"{"refuse":1}"#,
        r#"{"refuse_tokens":-1}"#,
        r#"{"token_endpoint":{"status":99}}"#,
        r#"{"resource":{"delay_ms":60001}}"#,
        r#"{"resource":{"wait":1}}"#,
        r#"{"clock_offset":400000000}"#,
    ] {
        let mut client = usual();
        put(&mut client, REFUSE, &[("content-type", "application/json")]);
        assert_eq!(status(&put(&mut client, body, &[("content-type", "application/json")])), 422, "{body}");
        assert_eq!(json(&client.get(CONTROL))["refuse_tokens"], 2, "{body}");
    }
}

#[test]
fn it_has_one_path_and_three_methods() {
    for path in ["/api/v1/auth/tenants/acme/mock/faults", "/api/v1/mock/faults", "/mock/faults/"] {
        assert_eq!(status(&usual().get(path)), 404, "{path}");
    }
    let reply = usual().send(Request::post(format!("{BASE}{CONTROL}")), "");
    assert_eq!((status(&reply), header(&reply, "allow")), (405, "GET, PUT, DELETE"));
}
