use crate::server::Server;
use crate::{CONFIGURED, run, scaikey, written};

/// The client secret, the same as it is sent, and the token.
const SECRETS: [&str; 3] = ["hunter2", "YXBwOmh1bnRlcjI", "token-canary"];

#[track_caller]
fn check(place: &str, text: &str) {
    for secret in SECRETS {
        assert!(!text.to_lowercase().contains(&secret.to_lowercase()), "{place}: {text}");
    }
}

#[test]
fn every_exchange_is_told_and_no_secret() {
    let server = Server::start();
    let arguments = ["call", "GET", "/echo?key=hunter2", "-H", "x-key: hunter2", "-d", "hunter2", "-v"];
    let (status, _, told) = run(&server, &arguments);
    assert_eq!(status, 1);
    check("-v", &told);
    let base = &server.base;
    let call = format!("DEBUG scaikey.call{{function=\"send\" origin=\"{base}\" method=\"GET\" ");
    let exchange =
        |method, status| format!("scaikey.exchange{{method=\"{method}\" origin=\"{base}\" status={status} ");
    let parts = [
        ["DEBUG scaikey.load{", ""],
        ["DEBUG scaikey.open{", ""],
        [&call, &exchange("POST", 200)],
        [&call, &exchange("GET", 403)],
        [&call, "status=403 attempts=1"],
    ];
    let lines: Vec<_> = told.lines().filter(|line| line.ends_with(": close")).collect();
    assert_eq!(lines.len(), parts.len(), "{told}");
    for (line, [start, part]) in lines.iter().zip(parts) {
        assert!(line.starts_with(start) && line.contains(part), "{start}, {part}: {told}");
    }
    assert!(told.ends_with("scaikey: answered 403 Forbidden\n"), "{told}");
}

/// The token endpoint sends back what it was sent, and the token before it is known.
#[test]
fn a_secret_that_must_be_encoded_is_not_told_either() {
    let server = Server::start();
    let secret = [("SCAIKEY_BASE", &*server.base), ("SCAIKEY_CLIENT_SECRET", "hunt er/2")];
    for way in ["basic", "raw", "post"] {
        let configured = [CONFIGURED, &secret, &[("SCAIKEY_CLIENT_AUTHENTICATION", way)]].concat();
        let output = scaikey(&["call", "GET", "/hunt%20er%2f2", "-v"], &configured);
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(0), "{told}");
        check(way, &told);
        for spelling in ["hunt er", "hunt+er", "hunt%20er", "aHVudC", "h1bnQ"] {
            assert!(!told.contains(spelling), "{way}: {told}");
        }
        assert!(told.contains("status=200"), "{told}");
    }
}

#[test]
fn a_report_of_the_client_holds_no_secret() {
    let server = Server::start();
    for format in ["human", "json"] {
        let (_, printed, told) = run(&server, &["status", "GET", "/echo", "-v", "--format", format]);
        check(format, &(printed + &told));
    }
}

#[test]
fn a_cache_that_cannot_be_used_is_told_and_no_error() {
    let server = Server::start();
    let file = written("no-folder", "");
    let configured = [CONFIGURED, &[("SCAIKEY_BASE", &server.base), ("XDG_CACHE_HOME", &file)]].concat();
    let silent = scaikey(&["call", "GET", "/x"], &configured);
    assert_eq!((silent.status.code(), &*silent.stderr), (Some(0), &b""[..]));
    let telling = scaikey(&["call", "GET", "/x", "-v"], &configured);
    let told = String::from_utf8(telling.stderr).expect("UTF-8");
    assert!(told.starts_with("DEBUG no cache reason=cache directory "), "{told}");
    let off = scaikey(&["call", "GET", "/x", "-v", "--no-cache"], &configured);
    assert!(!String::from_utf8(off.stderr).expect("UTF-8").contains("cache"));
}
