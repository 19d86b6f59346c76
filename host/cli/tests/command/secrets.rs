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
fn steps_are_told_and_no_secret() {
    let server = Server::start();
    let (status, printed, told) = run(&server, &["call", "GET", "/x?key=hunter2", "-v"]);
    assert_eq!((status, &*printed), (0, r#"{"path":"/x?key=hunter2"}"#));
    check("steps", &told);
    let names: Vec<_> = told.lines().filter_map(|line| line.split(' ').next()).collect();
    let [.., "scaikey.load", "scaikey.open", "scaikey.exchange", "scaikey.exchange", "scaikey.call"] =
        names[..]
    else {
        panic!("{told}")
    };
    assert!(
        told.contains(&format!("scaikey.exchange method=GET origin={} status=200", server.base)),
        "{told}"
    );
}

/// The server sends the token back in a field that is shown, in the name of one, and in one that is not.
#[test]
fn fields_are_told_and_no_secret() {
    let server = Server::start();
    let arguments =
        ["call", "GET", "/echo?key=hunter2", "-vv", "-H", "x-key: hunter2", "-H", "accept: text/plain"];
    let (status, _, told) = run(&server, &[&arguments[..], &["-d", "hunter2"]].concat());
    assert_eq!(status, 1);
    check("fields", &told);
    for line in [
        "> POST /api/v1/platform/oauth/token",
        "> content-type: application/x-www-form-urlencoded",
        "< 200",
        "> GET /echo",
        "> accept: text/plain",
        "< 403",
        "> other fields: 2 (not shown)",
        "< other fields: 3 (not shown)",
        "scaikey: answered 403 Forbidden",
    ] {
        assert!(told.lines().any(|found| found == line), "{line}: {told}");
    }
}

/// The token endpoint sends back what it was sent, and the token before it is known.
#[test]
fn a_secret_that_must_be_encoded_is_not_told_either() {
    let server = Server::start();
    let secret = [("SCAIKEY_BASE", &*server.base), ("SCAIKEY_CLIENT_SECRET", "hunt er/2")];
    for way in ["basic", "raw", "post"] {
        let configured = [CONFIGURED, &secret, &[("SCAIKEY_CLIENT_AUTHENTICATION", way)]].concat();
        let output = scaikey(&["call", "GET", "/hunt%20er%2f2", "-vv"], &configured);
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(0), "{told}");
        check(way, &told);
        for spelling in ["hunt er", "hunt+er", "hunt%20er", "aHVudC", "h1bnQ"] {
            assert!(!told.contains(spelling), "{way}: {told}");
        }
        assert!(told.contains("\n< other fields: 3 (not shown)\n"), "{told}");
    }
}

#[test]
fn a_report_of_the_client_holds_no_secret() {
    let server = Server::start();
    for format in ["human", "json"] {
        let (_, printed, told) = run(&server, &["status", "GET", "/echo", "-vv", "--format", format]);
        check(format, &(printed + &told));
    }
}

#[test]
fn a_cache_that_cannot_be_used_is_a_step_and_no_error() {
    let server = Server::start();
    let file = written("no-folder", "");
    let configured = [CONFIGURED, &[("SCAIKEY_BASE", &server.base), ("XDG_CACHE_HOME", &file)]].concat();
    let silent = scaikey(&["call", "GET", "/x"], &configured);
    assert_eq!((silent.status.code(), &*silent.stderr), (Some(0), &b""[..]));
    let telling = scaikey(&["call", "GET", "/x", "-v"], &configured);
    let told = String::from_utf8(telling.stderr).expect("UTF-8");
    assert!(told.starts_with("scaikey.cache.unused reason=cache directory "), "{told}");
    let off = scaikey(&["call", "GET", "/x", "-v", "--no-cache"], &configured);
    assert!(!String::from_utf8(off.stderr).expect("UTF-8").contains("cache"));
}
