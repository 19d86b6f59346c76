//! Order in the tree. Everything is read from what git tracks.

/// Words that must not stand in certain places.
mod absences;
/// `wit/`: each item documented and dated.
mod contract;
/// Imports between the modules of a crate.
mod cycles;
/// `Cargo.toml`: a reason beside each dependency.
mod manifest;
/// Source files: one idea each, so none is long.
mod sizes;

use std::fs;
use std::process::Command;

use crate::cargo::root;

/// A tracked file: its path in the repository, and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    /// Whether it is Rust that is built into one of our crates, not a test.
    fn is_source(&self) -> bool {
        self.path.ends_with(".rs") && !self.path.contains("tests/") && !self.path.ends_with("/tests.rs")
    }

    /// The text without the tests at its end.
    fn without_tests(&self) -> &str {
        self.text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default()
    }
}

/// All tracked files that are text.
fn tracked() -> Vec<File> {
    let output = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let names = String::from_utf8(output.expect("git runs").stdout).expect("UTF-8");
    let paths = names.split_terminator('\0').map(str::to_owned);
    let files: Vec<_> = paths
        .filter_map(|path| Some(File { text: fs::read_to_string(root().join(&path)).ok()?, path }))
        .collect();
    assert!(files.len() > 50, "a checkout, not an archive of it: {names}");
    files
}
