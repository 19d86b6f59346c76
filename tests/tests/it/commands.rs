//! The commands of the README, and exit statuses.

use std::fs;
use std::path::Path;
use std::process::Output;

use wiremock::ResponseTemplate;

use crate::blank::{SEND, blank};
use crate::cargo::{cargo, conformance, root};
use crate::scaikey::{ScaiKey, TENANTS};

#[test]
fn the_readme_has_two_commands() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    let mut blocks = readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    assert!(blocks.any(|block| commands(block) == ["cargo conformance", "cargo test"]), "{readme}");
}

/// What comes before `--help` is read before it helps.
#[test]
fn the_judge_understands_what_the_readme_tells_it() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    let told: Vec<_> =
        commands(&readme).into_iter().filter_map(|line| line.strip_prefix("cargo conformance ")).collect();
    assert!(told.len() > 10, "{told:?}");
    for line in told {
        let arguments: Vec<_> = line.trim_end_matches('\\').split_whitespace().chain(["--help"]).collect();
        let output = conformance(&arguments);
        assert_eq!(output.status.code(), Some(0), "{line}: {output:?}");
    }
}

/// The lines of a block without their comments.
fn commands(block: &str) -> Vec<&str> {
    block.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).collect()
}

#[test]
fn cargo_conformance_judges_the_built_in_component_and_passes_it() {
    let Output { status, stdout, stderr } = cargo(&["conformance"]).output().expect("cargo runs");
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert_eq!(status.code(), Some(0), "{stdout}{stderr}");
    let summary = stdout.lines().last().expect("a report");
    assert!(
        summary.starts_with("conformant: ") && summary.contains(" 0 fail, 0 known, 0 error, "),
        "{stdout}"
    );
}

#[test]
fn the_judge_answers_with_its_exit_status() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile.wasm");
    fs::write(&path, blank(SEND, "unreachable")).expect("a writable folder");
    let hostile = path.to_str().expect("UTF-8");
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    for (arguments, expected) in [
        (&["list"][..], 0),
        (&["component", hostile], 1),
        (&["component", "no-such-file"], 2),
        (&["--include", "no-such-area.*"], 2),
        (&["component", manifest], 3),
        (&["--include", "reuse.*"], 4),
    ] {
        let output = conformance(arguments);
        assert_eq!(output.status.code(), Some(expected), "{arguments:?}: {output:?}");
    }
}

/// `scaikey` with these arguments: exit status, standard output, standard error.
#[track_caller]
fn check(scaikey: &ScaiKey, arguments: &[&str], expected: (i32, &str, &str)) {
    let (status, printed, complained) = scaikey.run(arguments);
    assert_eq!((status, &*printed, &*complained), expected, "{arguments:?}");
}

#[tokio::test]
async fn a_call_prints_the_answer_and_its_exit_status_tells_what_it_was() {
    let scaikey = ScaiKey::issuing(3600).await;
    for (status, expected) in [
        (200, (0, "acme", "")),
        (201, (0, "acme", "")),
        (302, (1, "acme", "scaikey: answered 302 Found\n")),
        (403, (1, "acme", "scaikey: answered 403 Forbidden\n")),
        (500, (1, "acme", "scaikey: answered 500 Internal Server Error\n")),
    ] {
        scaikey.next_answer(ResponseTemplate::new(status).set_body_string("acme")).await;
        check(&scaikey, &["call", "GET", TENANTS], expected);
    }
    check(&scaikey, &["call", "GET", "//evil.example"], (2, "", HOSTILE_PATH));
    scaikey.next_token(ResponseTemplate::new(503)).await;
    check(&scaikey, &["call", "GET", TENANTS], (3, "", UNAVAILABLE));
}

#[tokio::test]
async fn a_call_sends_what_it_is_told() {
    let scaikey = ScaiKey::issuing(3600).await;
    let arguments = ["call", "PUT", "/x?y=z", "-H", "content-type: text/plain", "-d", "a body"];
    check(&scaikey, &arguments, (0, "[]", ""));
    let requests = scaikey.requests().await;
    let sent = requests.last().expect("a request");
    assert_eq!((sent.method.as_str(), sent.url.path(), sent.url.query()), ("PUT", "/x", Some("y=z")));
    assert_eq!(sent.headers["content-type"], "text/plain");
    assert_eq!(sent.body, b"a body");
}

#[tokio::test]
async fn a_token_is_shown_on_request_only() {
    let scaikey = ScaiKey::issuing(3600).await;
    check(&scaikey, &["token", "--reveal"], (0, "token-1\n", ""));
    let (status, printed, complained) = scaikey.run(&["token"]);
    assert_eq!((status, &*complained), (0, ""));
    let shown: Vec<_> = printed.lines().filter_map(|line| line.split_once("  ")).collect();
    let [("lifetime", lifetime), ("fresh for", fresh), ("scopes", _)] = shown[..] else {
        panic!("{printed}")
    };
    let seconds = |text: &str| text.trim().trim_end_matches(" s").parse::<u32>().expect("seconds");
    // It is some moments old.
    assert!((3590..3600).contains(&seconds(lifetime)), "{printed}");
    assert_eq!(seconds(lifetime) - seconds(fresh), 30, "{printed}");
    assert!(!printed.contains("token-"), "{printed}");
}

const HOSTILE_PATH: &str =
    "scaikey: invalid request: invalid path \"//evil.example\": expected exactly one / at the start\n";
const UNAVAILABLE: &str = "scaikey: token endpoint answered 503; try again later\n";
