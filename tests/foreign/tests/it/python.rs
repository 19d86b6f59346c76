//! Python, with the packages of `requirements.txt`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use crate::language::present;

/// Runs a script with these arguments and gives what it prints. Nothing where Python is missing.
#[track_caller]
pub(crate) fn python(script: &str, arguments: &[&Path]) -> Option<String> {
    Some(output(Command::new(installed()?).args(["-c", script]).args(arguments)))
}

/// An interpreter that has the packages.
pub(crate) fn installed() -> Option<&'static Path> {
    PYTHON.as_deref()
}

/// An environment of its own, made anew when the packages change.
static PYTHON: LazyLock<Option<PathBuf>> = LazyLock::new(|| {
    if !present("python3", [3, 9]) {
        return None;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let (python, installed) = (folder.join("bin/python"), folder.join("installed.txt"));
    if fs::read_to_string(&installed).is_ok_and(|text| text == PACKAGES) {
        return Some(python);
    }
    output(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder));
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"];
    output(Command::new(&python).args(pip).args(["--only-binary=:all:", "--requirement", FILE]));
    fs::write(installed, PACKAGES).expect("a writable folder");
    Some(python)
});

#[track_caller]
fn output(command: &mut Command) -> String {
    let output = command.output().expect("it starts");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/requirements.txt");
const PACKAGES: &str = include_str!("../../requirements.txt");
