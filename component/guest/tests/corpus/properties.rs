//! Properties of every token response, request path and set of options, however hostile.

use scaikey_guest::Client;
use scaikey_guest::types::{ClientAuthentication, Error, Options, Request, Settings, Surface};

use crate::canned_io::{CannedIo, outcome};

/// A token response in the format of `canned_io.rs`. Either the client returns a token that is valid in a header field,
/// and the next call sends it, or it returns a typed error that does not quote the secret.
pub(crate) fn response(input: &[u8]) {
    let io = CannedIo::new(input);
    let client = Client::open(&io, options_for("https://scaikey.example")).expect("valid options");
    let token = match outcome(client.token(None)) {
        Ok(token) => token,
        Err(error) => return check_failure(&error),
    };
    assert!((1..=16_384).contains(&token.value.len()) && token.value.bytes().all(is_visible));
    assert!(token.remaining <= 24 * 3600 * SECOND);
    assert_eq!(token.fresh_for, token.remaining.saturating_sub(30 * SECOND));
    assert!(token.scopes.iter().all(|scope| !scope.is_empty() && scope.bytes().all(is_visible)));
    if token.fresh_for > 0 {
        outcome(client.send(get("/"))).expect("the resource answers 200");
        let expected = format!("Bearer {}", token.value);
        assert_eq!(io.requests.borrow()[1].header("authorization"), Some(expected.as_bytes()));
    }
}

fn check_failure(error: &Error) {
    let text = format!("{error:?}");
    assert!(!text.contains(SECRET), "the error quotes the secret: {text}");
    match error {
        Error::Oauth(failure) => {
            assert!(failure.code.len() <= 64 && failure.text.len() <= 400);
            assert!(
                (failure.code.bytes().chain(failure.text.bytes()))
                    .all(|byte| byte == b' ' || is_visible(byte))
            );
        }
        Error::MalformedTokenResponse(_) | Error::TooLarge(_) | Error::Transport(_) => {}
        _ => panic!("not an error of a token request: {text}"),
    }
}

/// A request path. Either the client rejects it before any request, or it stays on the origin and below the prefix,
/// even for a server that decodes it first.
pub(crate) fn path(input: &[u8]) {
    let io = CannedIo::new(TOKEN);
    let client = Client::open(&io, options_for("https://scaikey.example/prefix")).expect("valid options");
    let path = String::from_utf8_lossy(input);
    let sent = outcome(client.send(get(&path)));
    let requests = io.requests.borrow();
    if let Err(error) = sent {
        assert!(matches!(error, Error::InvalidRequest(_)), "a rejected path is an invalid request");
        return assert!(requests.is_empty(), "rejected before any request");
    }
    assert_eq!(requests[1].path, format!("/prefix{path}"));
    assert_eq!((requests[1].origin.secure, requests[1].origin.authority.as_str()), (true, "scaikey.example"));
    assert!(requests[1].path.bytes().all(is_visible) && !requests[1].path.contains(['#', '\\']));
    let (below, _) = path.split_once('?').unwrap_or((&path, ""));
    assert!(!below.starts_with("//"));
    let decoded = decode(below);
    let mut segments = decoded.split(|byte| matches!(byte, b'/' | b'\\'));
    assert!(!segments.any(|segment| matches!(segment, b"." | b"..")));
}

/// Options, one `name: value` per line. Either the client rejects them before any request, or the token request goes to
/// the base URL and carries the credentials in exactly one place.
pub(crate) fn options(input: &[u8]) {
    let io = CannedIo::new(TOKEN);
    let options = parse(&String::from_utf8_lossy(input));
    let base = options.base_url.to_ascii_lowercase();
    let settings = options.settings.expect("always given");
    let client = match Client::open(&io, options) {
        Ok(client) => client,
        Err(error) => {
            return assert!(
                matches!(error, Error::Configuration(_)),
                "the only error of `open` is `configuration`"
            );
        }
    };
    outcome(client.token(None)).expect("the token endpoint answers");
    let requests = io.requests.borrow();
    let origin = &requests[0].origin;
    let (host, _) = origin.authority.split_once(':').unwrap_or((&origin.authority, ""));
    assert!(!host.is_empty() && base.contains(host) && !origin.authority.contains('@'));
    assert_eq!(origin.secure, base.starts_with("https:"));
    let is_loopback =
        host == "localhost" || host.starts_with("127.") || origin.authority.starts_with("[::1]");
    assert!(origin.secure || settings.allow_http || is_loopback, "plain http only to loopback");
    assert!(requests[0].path.ends_with("/oauth/token") && requests[0].path.bytes().all(is_visible));
    let in_body = String::from_utf8_lossy(&requests[0].body).contains("client_secret=");
    assert_eq!(in_body, settings.client_authentication == Some(ClientAuthentication::Post));
    assert_ne!(in_body, requests[0].header("authorization").is_some());
    for (name, value) in &requests[0].headers {
        assert!(
            value.iter().all(|byte| *byte == b' ' || is_visible(*byte)),
            "{name} is fit for a header field"
        );
    }
}

fn get(path: &str) -> Request {
    Request { method: "GET".into(), path: path.into(), headers: vec![], body: None, deadline: None }
}

fn options_for(base_url: &str) -> Options {
    Options {
        base_url: base_url.into(),
        surface: Surface::Platform,
        client_id: "service-1".into(),
        client_secret: SECRET.into(),
        scopes: vec![],
        settings: None,
    }
}

fn parse(text: &str) -> Options {
    let mut settings = Settings {
        allow_http: false,
        client_authentication: None,
        exchange_timeout: None,
        request_limit: None,
        response_limit: None,
    };
    let mut options = options_for("https://scaikey.example");
    for (name, value) in text.lines().filter_map(|line| line.split_once(": ")) {
        match name {
            "base" => options.base_url = value.into(),
            "tenant" => options.surface = Surface::Tenant(value.into()),
            "id" => options.client_id = value.into(),
            "secret" => options.client_secret = value.into(),
            "scope" => options.scopes.push(value.into()),
            "http" => settings.allow_http = value == "allowed",
            "authentication" if value == "raw" => {
                settings.client_authentication = Some(ClientAuthentication::Raw)
            }
            "authentication" if value == "post" => {
                settings.client_authentication = Some(ClientAuthentication::Post)
            }
            "timeout" => settings.exchange_timeout = value.parse().ok(),
            "request limit" => settings.request_limit = value.parse().ok(),
            "response limit" => settings.response_limit = value.parse().ok(),
            _ => {}
        }
    }
    Options { settings: Some(settings), ..options }
}

/// Undoes percent-encoding once.
fn decode(text: &str) -> Vec<u8> {
    let mut decoded = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let mut digit = || char::from(bytes.next()?).to_digit(16);
        decoded.push(match byte {
            b'%' => digit().zip(digit()).map_or(0, |(high, low)| (high * 16 + low) as u8),
            _ => byte,
        });
    }
    decoded
}

fn is_visible(byte: u8) -> bool {
    matches!(byte, 0x21..=0x7e)
}

const SECOND: u64 = 1_000_000_000;
const SECRET: &str = "Kf7-canary-secret";
const TOKEN: &[u8] = b"200\n\n{\"access_token\":\"token\",\"token_type\":\"bearer\",\"expires_in\":3600}";
