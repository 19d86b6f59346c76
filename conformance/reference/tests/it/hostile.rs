//! Requests and responses that are odd, broken or hostile.

use scaikey_reference::types::{Error, Request};
use scaikey_reference::{Build, Client, ErrorKind, ExchangeError, Incoming};

use crate::fixture::{Fixture, Reply, body, options, play, request, status};

#[track_caller]
fn check_response(reply: Reply, expected: &str) {
    let record = play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([reply]);
        fixture.get(&client).await;
    });
    assert_eq!(record, [expected]);
}

#[test]
fn what_is_no_token_response_is_malformed() {
    let malformed = [
        "",
        "null",
        "[]",
        "<html>",
        r#"{"expires_in":3600}"#,
        r#"{"access_token":""}"#,
        r#"{"access_token":null}"#,
        r#"{"access_token":5}"#,
        r#"{"access_token":"a b"}"#,
        r#"{"access_token":"a\r\nb: c"}"#,
        r#"{"access_token":"zo\u00eb"}"#,
        r#"{"access_token":"a","token_type":"mac"}"#,
        r#"{"access_token":"a","token_type":5}"#,
        r#"{"access_token":"a","access_token":"b"}"#,
        r#"{"access_token":"a","expires_in":1,"expires_in":2}"#,
        r#"{"access_token":"a","expires_in":-5}"#,
        r#"{"access_token":"a","expires_in":true}"#,
        r#"{"access_token":"a""#,
        r#"{"access_token":"a"} {}"#,
        "\u{feff}{\"access_token\":\"a\"}",
    ];
    for text in malformed {
        check_response(body(200, text), "fetch 200, fail: malformed");
    }
    for empty in [204, 205, 206] {
        let expected = format!("fetch {empty}, fail: malformed");
        check_response(body(empty, r#"{"access_token":"a"}"#), &expected);
    }
    check_response(
        body(200, &format!(r#"{{"access_token":"{}"}}"#, "a".repeat(16_385))),
        "fetch 200, fail: malformed",
    );
    let headers = vec![("Content-Encoding".to_owned(), b"gzip".into())];
    let coded =
        Incoming { status: 200, headers, body: br#"{"access_token":"a"}"#.into(), ..Incoming::default() };
    check_response(Reply::Answer(coded), "fetch 200, fail: malformed");
}

#[test]
fn what_is_a_token_response_is_taken() {
    for text in [
        r#"{"access_token":"a"}"#,
        r#" {"access_token":"a","token_type":"bEARER","scope":"x y","refresh_token":"r","id_token":[{}]} "#,
        r#"{"access_token":"a","expires_in":60,"expires_in":60}"#,
    ] {
        check_response(body(201, text), "fetch 201, send a (200), deliver 200 after 1");
    }
}

#[test]
fn errors_of_the_token_endpoint_are_told() {
    check_response(
        body(200, r#"{"access_token":"a","error":"invalid_scope"}"#),
        "fetch 200, fail: oauth 200 invalid_scope",
    );
    check_response(body(401, r#"{"error":"invalid_client"}"#), "fetch 401, fail: oauth 401 invalid_client");
    check_response(status(307), "fetch 307, fail: oauth 307");
    check_response(body(200, &"x".repeat(65_537)), "fetch 200, fail: too large at TokenEndpoint");
    let broken = Some(ExchangeError { kind: ErrorKind::Transport, text: "cut".into() });
    let cut =
        Incoming { status: 200, body: br#"{"access_token":"a"}"#.into(), broken, ..Incoming::default() };
    check_response(Reply::Answer(cut), "fetch 200, fail: transport at TokenEndpoint");
    for told in ["0", "19", "21", "soon", "18446744073709551615"] {
        let headers = vec![("content-length".to_owned(), told.into())];
        let lie =
            Incoming { status: 200, headers, body: br#"{"access_token":"a"}"#.into(), ..Incoming::default() };
        check_response(Reply::Answer(lie), "fetch 200, fail: transport at TokenEndpoint");
    }
}

#[test]
fn an_error_holds_no_secret_whatever_the_server_says() {
    for echo in ["s3cret/+", "s3cret%2F%2B", "s3cret%2f%2b", "czNjcmV0Lys", "c3ZjOnMzY3JldCUyRiUyQg=="] {
        play(Build::default(), async |fixture, client| {
            let text = format!(r#"{{"error":"{echo}","error_description":"you sent {echo} and \u0007"}}"#);
            fixture.token_endpoint([body(400, &text)]);
            let Some(Error::Oauth(failure)) = fixture.get(&client).await else {
                panic!("an error of the token endpoint");
            };
            let trace = echo.trim_end_matches('=');
            assert!(!failure.code.contains(trace) && !failure.text.contains(trace), "{failure:?}");
            assert!(failure.text.starts_with("you sent ***"), "{failure:?}");
        });
    }
    play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([body(200, "<html>s3cret/+"), Reply::Lost(ErrorKind::Transport)]);
        let error = fixture.get(&client).await;
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
        let error = fixture.get(&client).await;
        assert!(!format!("{error:?}").contains("s3cret"), "{error:?}");
    });
}

#[test]
fn invalid_client_names_what_may_help() {
    play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([body(401, r#"{"error":"invalid_client"}"#)]);
        let Some(Error::Oauth(failure)) = fixture.get(&client).await else {
            panic!("an error of the token endpoint");
        };
        assert!(failure.text.ends_with("raw"), "{failure:?}");
    });
}

#[test]
fn hostile_requests_are_refused_before_anything_is_sent() {
    let header = |name: &str, value: &str| Request {
        headers: vec![(name.to_owned(), value.into())],
        ..request("GET", "/")
    };
    let hostile = [
        request("GET", ""),
        request("GET", "//evil.test/"),
        request("GET", "https://evil.test/"),
        request("GET", "@evil.test/"),
        request("GET", "/a/%2e%2E/b"),
        request("GET", "/a\r\nb: c"),
        request("TRACE", "/"),
        header("Authorization", "Bearer mine"),
        header("host", "evil.test"),
        header("x-fine", "a\r\nb: c"),
    ];
    let record = play(Build::default(), async |fixture, client| {
        for request in hostile {
            fixture.send(&client, request).await;
        }
        let body = Some(vec![0; (8 << 20) + 1]);
        fixture.send(&client, Request { body, ..request("PUT", "/") }).await;
    });
    let mut expected = vec!["fail: invalid request"; 10];
    expected.push("fail: too large at ProtectedResource");
    assert_eq!(record, expected);
}

#[test]
fn bad_options_are_refused() {
    play(Build::default(), async |fixture: &Fixture, _| {
        let mut bad = Vec::new();
        let mut change = |change: fn(&mut scaikey_reference::types::Options)| {
            let mut options = options();
            change(&mut options);
            bad.push(options);
        };
        change(|options| options.base_url = "http://scaikey.test".into());
        change(|options| options.client_id.clear());
        change(|options| options.client_secret = "zo\u{eb}".into());
        change(|options| options.surface = scaikey_reference::types::Surface::Tenant("a/..".into()));
        change(|options| options.scopes = vec!["two words".into()]);
        for options in bad {
            let opened = Client::open(options, fixture.clone(), Build::default()).await;
            assert!(matches!(opened.err(), Some(Error::Configuration(_))));
        }
    });
}
