//! Requests, byte for byte.

use scaikey_reference::types::{ClientAuthentication, Options, Request, Settings, Surface};
use scaikey_reference::{Build, Client, Incoming, Style};

use crate::fixture::{Fixture, Reply, body, options, play, play_with, request, status};

/// The token request of a client with these options.
#[track_caller]
fn check(options: Options, style: Style, expected: &str) {
    play_with(options, Build { style, defect: None }, async |fixture, client| {
        fixture.get(&client).await;
        assert_eq!(fixture.sent()[0], expected);
    });
}

fn authenticated(how: ClientAuthentication) -> Options {
    let settings = Settings {
        allow_http: false,
        client_authentication: Some(how),
        exchange_timeout: None,
        request_limit: None,
        response_limit: None,
    };
    Options { client_secret: "s3cret /+".into(), settings: Some(settings), ..options() }
}

const HEAD: &str = "POST https://scaikey.test/api/v1/platform/oauth/token\ncontent-type: application/x-www-form-urlencoded\n";

#[test]
fn credentials_travel_as_the_options_say() {
    // svc:s3cret+%2F%2B
    let basic = "authorization: Basic c3ZjOnMzY3JldCslMkYlMkI=\ngrant_type=client_credentials";
    check(authenticated(ClientAuthentication::Basic), Style::Plain, &format!("{HEAD}{basic}"));
    // svc:s3cret /+
    let raw = "authorization: Basic c3ZjOnMzY3JldCAvKw==\ngrant_type=client_credentials";
    check(authenticated(ClientAuthentication::Raw), Style::Plain, &format!("{HEAD}{raw}"));
    check(authenticated(ClientAuthentication::Basic), Style::RawBasic, &format!("{HEAD}{raw}"));
    let post = "grant_type=client_credentials&client_id=svc&client_secret=s3cret+%2F%2B";
    check(authenticated(ClientAuthentication::Post), Style::Plain, &format!("{HEAD}{post}"));
}

#[test]
fn a_tenant_has_its_own_token_endpoint_below_the_prefix() {
    let tenant = Options {
        base_url: "https://gateway.test/scai/".into(),
        surface: Surface::Tenant("acme-labs".into()),
        client_secret: "s3cret".into(),
        scopes: ["admin:read", "openid", "admin:read"].map(Into::into).into(),
        ..options()
    };
    check(
        tenant,
        Style::Plain,
        "POST https://gateway.test/scai/api/v1/auth/tenants/acme-labs/oauth/token\n\
         content-type: application/x-www-form-urlencoded\n\
         authorization: Basic c3ZjOnMzY3JldA==\n\
         grant_type=client_credentials&scope=admin%3Aread+openid",
    );
}

#[test]
fn both_attempts_are_what_the_caller_gave_but_for_the_token() {
    let put = Request {
        headers: vec![("x-id".into(), b"7".into())],
        body: Some(b"{}\xff".into()),
        ..request("PUT", "/a%20b?c=d%2Fe")
    };
    play(Build::default(), async |fixture, client| {
        fixture.resource([status(401)]);
        fixture.send(&client, put).await;
        let sent = fixture.sent();
        let attempt = |token| {
            let head = "PUT https://scaikey.test/a%20b?c=d%2Fe\nx-id: 7\n";
            format!("{head}authorization: Bearer {token}\n{{}}\\xff")
        };
        assert_eq!((sent[1].as_str(), sent[3].as_str()), (&*attempt("t1"), &*attempt("t2")));
    });
}

#[test]
fn a_renewal_is_the_same_request_again() {
    let response = r#"{"access_token":"a","expires_in":0,"refresh_token":"r"}"#;
    play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([body(200, response), body(200, response)]);
        fixture.get(&client).await;
        fixture.get(&client).await;
        let sent = fixture.sent();
        assert_eq!(sent[0], sent[2]);
    });
}

#[test]
fn redirects_are_not_followed() {
    let headers = vec![("location".to_owned(), b"https://evil.test/".into())];
    let redirect = Reply::Answer(Incoming { status: 307, headers, ..Incoming::default() });
    play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([redirect.clone()]);
        fixture.get(&client).await;
        fixture.resource([redirect]);
        fixture.get(&client).await;
        assert!(fixture.sent().iter().all(|request| !request.contains("evil")));
    });
}

#[test]
fn responses_come_as_they_were() {
    play(Build::default(), async |fixture, client| {
        let early = Incoming { status: 413, body: b"no \xff".into(), early: true, ..Incoming::default() };
        fixture.resource([Reply::Answer(early)]);
        let response = client.send(request("GET", "/")).await.expect("a response");
        assert_eq!((response.status, response.body.as_slice()), (413, &b"no \xff"[..]));
        fixture.resource([body(200, &"x".repeat((8 << 20) + 1))]);
        assert!(client.send(request("GET", "/")).await.is_err());
        assert_eq!(fixture.printed(), "");
    });
}

#[test]
fn clients_share_nothing() {
    let record = play(Build::default(), async |fixture: &Fixture, client| {
        let other = Client::open(options(), fixture.clone(), Build::default()).await.expect("a client");
        fixture.get(&client).await;
        fixture.get(&other).await;
    });
    assert_eq!(record[1], "fetch t2, send t2 (200), deliver 200 after 1");
}
