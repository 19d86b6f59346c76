use std::fs;

use crate::server::Server;
use crate::{CONFIGURED, check, check_usage, run, scratch, written};

/// Exit status, standard output, standard error.
#[track_caller]
fn check_call(server: &Server, arguments: &[&str], expected: (i32, &str, &str)) {
    let (status, printed, complained) = run(server, &[&["call"], arguments].concat());
    assert_eq!((status, &*printed, &*complained), expected, "{arguments:?}");
}

#[test]
fn a_pipe_gets_what_the_server_sent() {
    let server = Server::start();
    check_call(&server, &["GET", "/x"], (0, r#"{"path":"/x"}"#, ""));
    check_call(&server, &["GET", "/403"], (1, FORBIDDEN, "scaikey: answered 403 Forbidden\n"));
    check_call(&server, &["GET", "/hostile"], (0, "\x1b]0;title\x07\u{202e}end", ""));
}

#[test]
fn status_and_fields_are_shown_on_request_and_command_nothing() {
    let server = Server::start();
    let head = "HTTP 200 OK\ncontent-type: application/json\ncontent-length: 13\n\n{\"path\":\"/x\"}";
    check_call(&server, &["GET", "/x", "--include"], (0, head, ""));
    let head = "HTTP 403 Forbidden\ncontent-length: 21\n\n{\"error\":\"forbidden\"}";
    check_call(&server, &["GET", "/403", "-i"], (1, head, "scaikey: answered 403 Forbidden\n"));
    let head = "HTTP 200 OK\nx-title: \\u{9b}31m\ncontent-length: 16\n\n\x1b]0;title\x07\u{202e}end";
    check_call(&server, &["GET", "/hostile", "-i"], (0, head, ""));
}

#[test]
fn a_body_comes_from_a_text_or_a_file() {
    let server = Server::start();
    let file = written("body", "from a file");
    run(&server, &["call", "PUT", "/x", "-d", "from a text", "-H", "x-one: 1", "-H", "x-two: 2"]);
    run(&server, &["call", "PUT", "/x", "-d", &format!("@{file}")]);
    run(&server, &["call", "PUT", "/x", "-d", "@-"]);
    let seen: Vec<_> = server.seen().into_iter().filter(|request| request.starts_with("PUT /x ")).collect();
    let bodies: Vec<_> = seen.iter().filter_map(|request| request.split("\r\n\r\n").nth(1)).collect();
    assert_eq!(bodies, ["from a text", "from a file", ""]);
    assert!(seen[0].contains("\r\nx-one: 1\r\n") && seen[0].contains("\r\nx-two: 2\r\n"), "{}", seen[0]);
}

/// What is in the file after a call with these arguments, and what was printed. Nothing else is left in its folder.
#[track_caller]
fn check_output(arguments: &[&str], status: i32, printed: &str, expected: &str) {
    let server = Server::start();
    fs::remove_dir_all(scratch("output")).ok();
    let file = written("output/file", "before");
    let arguments = [&["call", "GET"], arguments, &["--output", &file]].concat();
    let (found, answer, _) = run(&server, &arguments);
    assert_eq!((found, &*answer), (status, printed), "{arguments:?}");
    assert_eq!(fs::read_to_string(&file).expect("a file"), expected, "{arguments:?}");
    let folder = fs::read_dir(scratch("output")).expect("a folder");
    assert_eq!(folder.count(), 1, "{arguments:?}");
}

#[test]
fn a_file_gets_the_body_of_an_answer_that_is_good() {
    check_output(&["/x"], 0, "", r#"{"path":"/x"}"#);
    check_output(&["/403"], 1, FORBIDDEN, "before");
    check_output(&["/403", "--fail-with-body"], 1, "", FORBIDDEN);
    check_output(&["/silent", "--timeout", "0.1"], 3, "", "before");
    let head = "HTTP 200 OK\ncontent-type: application/json\ncontent-length: 13\n\n";
    check_output(&["/x", "--include"], 0, head, r#"{"path":"/x"}"#);
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_anything_is_sent() {
    let server = Server::start();
    let configured = [CONFIGURED, &[("SCAIKEY_BASE", &server.base)]].concat();
    let call = |file| ["call", "POST", "/x", "-o", file];
    check(&call("no-such-folder/file"), &configured, 2, "cannot write no-such-folder/file: ");
    check(&call(env!("CARGO_TARGET_TMPDIR")), &configured, 2, "is a directory");
    check(&call("no-such-folder/"), &configured, 2, "is a directory");
    check(&call("no-such-folder/."), &configured, 2, "is a directory");
    let constant = written("constant", "before");
    let mut permissions = fs::metadata(&constant).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&constant, permissions).expect("a file of ours");
    check(&call(&constant), &configured, 2, "permission denied");
    fs::remove_file(&constant).expect("a file of ours");
    assert_eq!(server.seen(), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_link_its_target() {
    use std::os::unix::fs::{MetadataExt, symlink};
    let server = Server::start();
    let file = written("linked/file", "before");
    let link = scratch("linked/link");
    fs::remove_file(&link).ok();
    symlink(&file, &link).expect("a link");
    run(&server, &["call", "GET", "/x", "-o", link.to_str().expect("UTF-8")]);
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&file).expect("a file"), r#"{"path":"/x"}"#);
    assert_eq!(fs::metadata(&file).expect("a file").mode() & 0o777, 0o600);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_that_is_not_there_stays_one() {
    use std::os::unix::fs::symlink;
    let server = Server::start();
    let (file, first, second) =
        (scratch("dangling/file"), scratch("dangling/first"), scratch("dangling/second"));
    for path in [&file, &first, &second] {
        fs::remove_file(path).ok();
    }
    symlink("file", &second).expect("a link");
    symlink("second", &first).expect("a link");
    run(&server, &["call", "GET", "/x", "-o", first.to_str().expect("UTF-8")]);
    assert!(first.is_symlink() && second.is_symlink());
    assert_eq!(fs::read_to_string(&file).expect("a file"), r#"{"path":"/x"}"#);
}

/// A pipe of our own stands for every device: one of the system's would be lost if this failed.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_written_into_and_not_replaced() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    use std::io::Read;
    use std::os::unix::fs::FileTypeExt;
    let server = Server::start();
    let path = scratch("pipe");
    fs::remove_file(&path).ok();
    mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    // Open for both, so that neither side waits for the other.
    let mut pipe = fs::File::options().read(true).write(true).open(&path).expect("a pipe");
    let outcome = run(&server, &["call", "GET", "/x", "-o", path.to_str().expect("UTF-8")]);
    assert_eq!(outcome, (0, String::new(), String::new()));
    assert!(fs::metadata(&path).expect("a pipe").file_type().is_fifo());
    let mut body = [0; 13];
    pipe.read_exact(&mut body).expect("a body");
    assert_eq!(&body, br#"{"path":"/x"}"#);
}

#[test]
fn a_call_ends_in_time() {
    let server = Server::start();
    let configured = [CONFIGURED, &[("SCAIKEY_BASE", &server.base)]].concat();
    check(
        &["call", "GET", "/silent", "--timeout", "0.1"],
        &configured,
        3,
        "try again later, or allow more time",
    );
}

#[test]
fn limits_of_bodies_can_be_lowered_and_raised() {
    let server = Server::start();
    let configured = [CONFIGURED, &[("SCAIKEY_BASE", &server.base)]].concat();
    let call = ["call", "PUT", "/x"];
    let with = |more: &[&'static str]| [&call[..], more].concat();
    check(&with(&["--response-limit", "5"]), &configured, 3, "or raise request-limit or response-limit");
    let large = written("large", vec![b'x'; 9 << 20]);
    let body = format!("@{large}");
    let send = [&call[..], &["-d", &body]].concat();
    check(&send, &configured, 2, "large is too large: more than 8 MiB");
    let raised = [&send[..], &["--request-limit", "10000000"]].concat();
    check_call(&server, &raised[1..], (0, r#"{"path":"/x"}"#, ""));
    check_usage(
        &with(&["--request-limit", "67108865"]),
        &configured,
        "invalid value '67108865' for '--request-limit <BYTES>': expected a number of bytes, at most 67108864",
    );
}

const FORBIDDEN: &str = r#"{"error":"forbidden"}"#;
