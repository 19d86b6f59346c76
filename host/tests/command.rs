//! The `scaikey` command as a user meets it: exit status, one line, no secret.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CONFIGURED: &[(&str, &str)] = &[
    ("SCAIKEY_BASE", "https://scaikey.example"),
    ("SCAIKEY_CLIENT_ID", "app"),
    ("SCAIKEY_CLIENT_SECRET", "hunter2"),
];

fn scaikey(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_scaikey"))
        .args(arguments)
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .expect("the command runs")
}

#[track_caller]
fn check(arguments: &[&str], environment: &[(&str, &str)], status: i32, line: &str) {
    let output = scaikey(arguments, environment);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {errors}");
    assert_eq!(errors.lines().count(), 1, "{arguments:?}: {errors}");
    assert!(errors.starts_with("scaikey: ") && errors.contains(line), "{arguments:?}: {errors}");
    assert!(!errors.contains("hunter2"), "{errors}");
}

/// A file of its own for each test.
fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn written(name: &str, bytes: &[u8]) -> String {
    let path = scratch(name);
    fs::write(&path, bytes).expect("a writable target directory");
    path.to_str().expect("a UTF-8 path").to_owned()
}

#[test]
fn bad_usage_ends_with_2() {
    check(&[], &[], 2, "requires a subcommand");
    check(&["bogus"], &[], 2, "unrecognized subcommand 'bogus'");
    check(&["call"], CONFIGURED, 2, "<METHOD> <PATH>");
    check(&["call", "GET", "/", "-H", "accept"], CONFIGURED, 2, "no colon");
    check(&["call", "GET", "/", "-d", "@no-such-file"], CONFIGURED, 2, "cannot read no-such-file");
    check(&["inspect", "no-such-file"], &[], 2, "cannot read no-such-file");
    check(&["token", "--component", "no-such-file"], CONFIGURED, 2, "cannot read no-such-file");
    check(&["export", "no-such-directory/file"], &[], 2, "cannot write no-such-directory/file");
}

#[test]
fn bad_configuration_ends_with_2() {
    let with = |name, value| [CONFIGURED, &[(name, value)]].concat();
    check(&["token"], &[], 2, "SCAIKEY_BASE is not set");
    check(&["token"], &with("SCAIKEY_CLIENT_ID", ""), 2, "SCAIKEY_CLIENT_ID is not set");
    check(&["token"], &with("SCAIKEY_CLIENT_SECRET", ""), 2, "SCAIKEY_CLIENT_SECRET is not set");
    check(
        &["token"],
        &with("SCAIKEY_ALLOW_HTTP", "perhaps"),
        2,
        "SCAIKEY_ALLOW_HTTP is not 1, 0, true or false; set it to 1 or unset it",
    );
    check(&["token"], &with("SCAIKEY_BASE", "http://scaikey.example"), 2, "configuration:");
    check(&["token"], &with("SCAIKEY_BASE", "hunter"), 2, "configuration:");
    check(&["token"], &with("SCAIKEY_TENANT", "../platform"), 2, "configuration:");
    check(&["call", "GET", "//evil.example"], CONFIGURED, 2, "invalid request:");
    check(&["call", "GET", "/", "-H", "authorization: mine"], CONFIGURED, 2, "invalid request:");
}

#[test]
fn no_answer_ends_with_3() {
    let port = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port();
    let base = format!("http://127.0.0.1:{port}");
    let nobody_there = [CONFIGURED, &[("SCAIKEY_BASE", &base)]].concat();
    check(&["token"], &nobody_there, 3, "connection refused; check the base URL");
    check(&["call", "GET", "/"], &nobody_there, 3, "connection refused; check the base URL");
}

#[test]
fn what_is_no_component_of_this_world_ends_with_3() {
    let text = written("text.wasm", b"not WebAssembly");
    let core = written("core.wasm", b"\0asm\x01\0\0\0");
    let cut = written("cut.wasm", &scaikey_component::CLIENT[..1000]);
    let empty = written("empty.wasm", b"\0asm\x0d\0\x01\0");
    for (file, line) in [
        (&text, "no WebAssembly component"),
        (&core, "a core module, no component"),
        (&cut, "no valid component"),
        (&empty, "no export scaikey:client/auth@0.1.0"),
    ] {
        check(&["inspect", file], &[], 3, line);
        check(&["token", "--component", file], CONFIGURED, 3, line);
    }
}

#[test]
fn the_built_in_component_asks_for_http_and_clocks_alone() {
    let output = scaikey(&["inspect"], &[]);
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let mut imports: Vec<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("import"))
        .map(|name| name.trim().split_once('@').map_or(name, |(interface, _)| interface))
        .collect();
    imports.sort_unstable();
    let expected = [
        "wasi:clocks/monotonic-clock",
        "wasi:clocks/wall-clock",
        "wasi:http/outgoing-handler",
        "wasi:http/types",
        "wasi:io/error",
        "wasi:io/poll",
        "wasi:io/streams",
    ];
    assert_eq!(imports, expected, "{text}");
    assert!(text.ends_with("world      client\n"), "{text}");
}

/// `(import "wasi:random/random@0.2.0" (instance (export "get-random-u64" (func (result u64)))))` and nothing else.
const RANDOM: &[u8] = b"\0asm\r\0\x01\0\x07\x1b\x01B\x02\x01@\0\0w\x04\0\x0eget-random-u64\x01\0\n\x1d\x01\0\
    \x18wasi:random/random@0.2.0\x05\0";

#[test]
fn inspect_marks_what_is_not_granted() {
    let output = scaikey(&["inspect", &written("random.wasm", RANDOM)], &[]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.contains("import     wasi:random/random@0.2.0  (not granted)\n"), "{text}");
}

#[test]
fn export_writes_the_built_in_component_and_overwrites_on_request_only() {
    let path = scratch("exported.wasm");
    let file = path.to_str().expect("a UTF-8 path");
    fs::remove_file(&path).ok();
    assert_eq!(scaikey(&["export", file], &[]).status.code(), Some(0));
    assert_eq!(fs::read(&path).expect("a file"), scaikey_component::CLIENT);
    check(&["export", file], &[], 2, "exists; overwrite it with --force");
    fs::write(&path, vec![0; 1 << 20]).expect("a writable file");
    assert_eq!(scaikey(&["export", file, "--force"], &[]).status.code(), Some(0));
    assert_eq!(fs::read(&path).expect("a file"), scaikey_component::CLIENT);
}

#[test]
fn help_names_variables_and_exit_statuses() {
    for arguments in [&["--help"][..], &["token", "--help"], &["call", "--help"]] {
        let output = scaikey(arguments, &[]);
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        assert!(text.contains("SCAIKEY_ALLOW_HTTP") && text.contains("Exit status:"), "{text}");
    }
}
