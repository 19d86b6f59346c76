//! Which languages are here.

use std::io::{self, Write};
use std::process::Command;

/// Whether this program is here in this version or a later one. If not, says so, past what captures the output of tests.
pub(crate) fn present(program: &str, least: [u32; 2]) -> bool {
    let output = Command::new(program).arg("--version").output();
    let found = output.is_ok_and(|output| version(&output.stdout) >= Some(least));
    if !found {
        let [major, minor] = least;
        let reason = format!("skipped what needs {program} {major}.{minor} or later: it is not installed\n");
        io::stderr().write_all(reason.as_bytes()).expect("standard error");
    }
    found
}

/// The first two numbers of a text such as `v20.20.2` or `Python 3.11.7`.
fn version(text: &[u8]) -> Option<[u32; 2]> {
    let mut numbers = text.split(|byte| !byte.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let mut number = || str::from_utf8(numbers.next()?).ok()?.parse().ok();
    Some([number()?, number()?])
}

#[test]
fn versions_are_read_from_what_programs_print() {
    for (printed, expected) in [
        ("v20.20.2\n", Some([20, 20])),
        ("Python 3.11.7\n", Some([3, 11])),
        ("11.19.1", Some([11, 19])),
        ("Python 3", None),
        ("command not found", None),
    ] {
        assert_eq!(version(printed.as_bytes()), expected, "{printed}");
    }
}
