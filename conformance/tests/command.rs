//! The command as its users see it: exit codes, and where the words go.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_scaikey-conformance"))
        .args(arguments)
        .output()
        .expect("the command starts")
}

#[track_caller]
fn check(arguments: &[&str], code: i32, printed: &str, complained: &str) {
    let Output { status, stdout, stderr } = run(arguments);
    let (stdout, stderr) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    assert_eq!(status.code(), Some(code), "{stdout}{stderr}");
    assert!(stdout.contains(printed), "{stdout}");
    assert!(stderr.contains(complained), "{stderr}");
    assert_eq!(stderr.is_empty(), complained.is_empty(), "{stderr}");
}

/// A file that the command is given, gone with the test.
struct File(std::path::PathBuf);

impl File {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, bytes).expect("the file is written");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("a plain path")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn the_built_in_component_is_conformant() {
    let all = scaikey_conformance::requirements::all().count();
    check(&[], 0, &format!("\nconformant: {all} pass, 0 warning, 0 fail, 0 error, 0 skip"), "");
    check(&["component"], 0, &format!("\nconformant: {all} pass"), "");
}

#[test]
fn one_requirement_can_be_judged_alone() {
    check(&["--include", "retry.once-after-401"], 0, "conformant: 1 pass", "");
    check(&["component", "--include", "clocks.*", "--include", "reuse.*"], 0, "conformant: 6 pass", "");
}

#[test]
fn one_random_schedule_can_be_played_alone() {
    check(&["--include", "fault.recovers", "--seed", "7"], 0, "conformant: 1 pass", "");
    check(&["component", "--include", "fault.*", "--seed", "18446744073709551615"], 0, "\nconformant: ", "");
    check(&["--seed", "seven"], 2, "", "invalid value 'seven' for '--seed <N>'");
}

#[test]
fn a_component_from_a_file_is_judged_too() {
    let file = File::new("client.wasm", scaikey_component::CLIENT);
    check(&["component", file.path(), "--include", "reuse.*"], 0, "conformant: 1 pass", "");
}

#[test]
fn usage_errors_are_code_2() {
    check(&["--include", "retry.once"], 2, "", "no requirement is called \"retry.once\"");
    check(&["explain", "retry.once"], 2, "", "no requirement is called \"retry.once\"");
    check(&["component", "/dev/zero"], 2, "", "/dev/zero is no component");
    check(&["component", "no/such/file.wasm"], 2, "", "cannot read no/such/file.wasm");
    check(&["judge"], 2, "", "unrecognized subcommand 'judge'");
}

#[test]
fn what_cannot_be_judged_is_code_3() {
    let text = File::new("text.wasm", b"no wasm at all");
    check(&["component", text.path()], 3, "", "text.wasm cannot be judged: ");
    let module = File::new("module.wasm", b"\0asm\x01\0\0\0");
    check(&["component", module.path()], 3, "", "module.wasm cannot be judged: ");
    let empty = File::new("empty.wasm", b"\0asm\x0d\0\x01\0");
    check(&["component", empty.path()], 3, "", "empty.wasm cannot be judged: ");
}

#[test]
fn a_run_of_nothing_is_code_4() {
    check(&["--include", "nothing.*"], 4, "NOTHING RAN", "");
}

#[test]
fn requirements_can_be_read() {
    check(&["list"], 0, "MUST    retry.once-after-401", "");
    check(
        &["explain", "retry.once-after-401"],
        0,
        "source: tutorial, 4. Handle token expiry mid-request",
        "",
    );
    check(&["--help"], 0, "Usage: cargo conformance", "");
}

#[test]
fn no_colours_go_into_a_pipe() {
    assert!(!run(&["--include", "reuse.*"]).stdout.contains(&0x1b));
}
