//! Requests go to the origin of the base URL and below its prefix, or are rejected.

use proptest::prelude::*;
use scaikey_guest::Origin;
use scaikey_guest::types::{Options, Request};

use crate::decoder;
use crate::fixture::{Fixture, get, options};
use crate::reply::{status, token};
use crate::summary;

fn fixture() -> Fixture {
    let base_url = "https://scaikey.example:8443/gateway".into();
    let fixture = Fixture::with_options(Options { base_url, ..options() });
    fixture.io.token_endpoint([token("t", 3600)]);
    fixture.io.resource([status(200)]);
    fixture
}

/// E60
#[test]
fn a_hostile_path_is_rejected_before_any_exchange() {
    for path in [
        "",
        "x",
        "//evil.example",
        "@evil.example",
        ".evil.example",
        ":8443",
        "https://evil.example/",
        "\\\\evil",
        "/\\evil",
        "/a/../b",
        "/..",
        "/%2e%2e/b",
        "/.%2E/b",
        "/a%2f..%2fb",
        "/a b",
        "/a\r\nx: y",
        "/a\0",
        "/a#b",
        "/\u{e9}",
        "/%",
        "/%2",
    ] {
        let fixture = fixture();
        assert_eq!(summary::outcome(&fixture.send(get(path))), "invalid request", "{path:?}");
        assert_eq!(fixture.requests(), [""; 0]);
    }
}

/// E59
#[test]
fn a_reserved_header_field_is_rejected_before_any_exchange() {
    for name in ["authorization", "Authorization", "host", "content-length", "proxy-authorization"] {
        let fixture = fixture();
        let headers = vec![(name.into(), b"Bearer mine".into())];
        let outcome = fixture.send(Request { headers, ..get("/a") });
        assert_eq!(summary::outcome(&outcome), "invalid request", "{name}");
        assert_eq!(fixture.requests(), [""; 0]);
    }
}

/// E61
#[test]
fn a_redirect_is_delivered_with_its_location() {
    let fixture = Fixture::with_cached_token();
    fixture.io.resource([status(307).with("location", "https://evil.example/")]);
    let response = fixture.send(get("/a")).expect("a response");
    assert_eq!(response.headers, [("location".into(), b"https://evil.example/".into())]);
    assert_eq!(fixture.requests(), ["send old"]);
}

/// E62
#[test]
fn plain_http_goes_to_loopback_only() {
    for (base_url, valid) in [
        ("http://127.0.0.1:8080", true),
        ("http://localhost", true),
        ("http://scaikey.example", false),
        ("http://127.0.0.1.evil.example", false),
    ] {
        let options = Options { base_url: base_url.into(), ..options() };
        let opened = scaikey_guest::Client::open(crate::scripted_io::ScriptedIo::default(), options);
        assert_eq!(opened.is_ok(), valid, "{base_url}");
    }
}

/// Paths composed of parts that attackers use.
fn any_path() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "/",
        "//",
        "\\",
        ".",
        "..",
        "%2e",
        "%2E",
        "%2f",
        "%5c",
        "%25",
        "%",
        "@",
        ":",
        "?",
        "#",
        "a",
        "evil.example",
        "https:",
        ";",
        " ",
        "\t",
        "\r\n",
        "\0",
        "\u{e9}",
        "[",
        "]",
        "gateway",
        "~",
        "!",
        "*",
        "'",
        "|",
    ]);
    let pieces = proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat());
    prop_oneof![pieces.clone(), pieces.prop_map(|pieces| format!("/{pieces}")), any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// E60
    #[test]
    fn every_path_stays_on_the_origin_below_the_prefix_or_is_rejected(path in any_path()) {
        let fixture = fixture();
        let result = fixture.send(get(&path));
        let sent = fixture.io.sent();
        if result.is_err() {
            prop_assert_eq!(summary::outcome(&result), "invalid request");
            prop_assert!(sent.is_empty());
            return Ok(());
        }
        for sent in &sent {
            prop_assert_eq!(&sent.origin, &Origin { secure: true, authority: "scaikey.example:8443".into() });
            let below = sent.path.strip_prefix("/gateway/").expect("the prefix");
            prop_assert!(sent.path.bytes().all(|byte| matches!(byte, 0x21..=0x7e) && !b"\\#".contains(&byte)));
            let (path, _) = below.split_once('?').unwrap_or((below, ""));
            for path in [path, &decoder::percent(path)] {
                prop_assert!(!path.split(['/', '\\']).any(|segment| matches!(segment, "." | "..")), "{path}");
            }
        }
        prop_assert_eq!(&sent[1].path, &format!("/gateway{path}"));
    }
}
