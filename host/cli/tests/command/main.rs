//! The `scaikey` command as a user meets it: exit status, output, errors, no secret.

/// What is sent, and what comes out.
mod calls;
/// Other components than the built-in one.
mod components;
/// The configuration file and the files it names.
mod configuration;
/// No secret on any way out.
mod secrets;
mod server;
/// `scaikey status`.
mod status;
/// What is different where a person looks.
#[cfg(unix)]
mod terminal;
/// Command lines, right and wrong.
mod usage;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use server::Server;

const CONFIGURED: &[(&str, &str)] = &[
    ("SCAIKEY_BASE", "https://scaikey.example"),
    ("SCAIKEY_CLIENT_ID", "app"),
    ("SCAIKEY_CLIENT_SECRET", "hunter2"),
];

/// The command with these arguments and nothing in its environment but this and a cache.
fn command(arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_scaikey"));
    command
        .args(arguments)
        .env_clear()
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .envs(environment.iter().copied())
        .stdin(Stdio::null());
    command
}

fn scaikey(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    command(arguments, environment).output().expect("the command runs")
}

/// The command with the credentials of `server`: exit status, standard output, standard error.
fn run(server: &Server, arguments: &[&str]) -> (i32, String, String) {
    let output = scaikey(arguments, &[CONFIGURED, &[("SCAIKEY_BASE", &server.base)]].concat());
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

/// Ends with this status and one line on standard error that holds `line` and no secret.
#[track_caller]
fn check(arguments: &[&str], environment: &[(&str, &str)], status: i32, line: &str) {
    let output = scaikey(arguments, environment);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(status), "{arguments:?}: {errors}");
    assert_eq!(errors.lines().count(), 1, "{arguments:?}: {errors}");
    assert!(errors.starts_with("scaikey: ") && errors.contains(line), "{arguments:?}: {errors}");
    assert!(!errors.contains("hunter2"), "{errors}");
}

/// Ends with 2 and what clap says of it: the fault comes first, and no secret is in it.
#[track_caller]
fn check_usage(arguments: &[&str], environment: &[(&str, &str)], part: &str) {
    let output = scaikey(arguments, environment);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {errors}");
    assert!(errors.starts_with("error: ") && errors.contains(part), "{arguments:?}: {errors}");
    assert!(!errors.contains("hunter2"), "{errors}");
}

/// A place of its own for each test.
fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("command").join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a writable target directory");
    path
}

/// A file that its owner alone may read.
fn written(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = scratch(name);
    fs::write(&path, bytes).expect("a writable target directory");
    permit(&path, 0o600);
    path.to_str().expect("a UTF-8 path").to_owned()
}

#[cfg(unix)]
fn permit(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a file of ours");
}

#[cfg(not(unix))]
fn permit(_: &Path, _: u32) {}
