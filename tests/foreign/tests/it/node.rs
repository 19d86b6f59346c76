//! Node, with the packages that a folder of ours asks for.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::language::present;

/// A copy of a folder of this package with what its `package-lock.json` names installed beside it, anew when that
/// changes: nothing of it goes into the tree. Nothing where Node is missing.
pub(crate) fn installed(folder: &str) -> Option<PathBuf> {
    if !(present("node", [20, 19]) && present("npm", [7, 0])) {
        return None;
    }
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    fs::create_dir_all(&to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("one of our folders") {
        let file = entry.expect("a file").path();
        fs::copy(&file, to.join(file.file_name().expect("a name"))).expect("a writable folder");
    }
    let lock = fs::read(to.join("package-lock.json")).expect("a lock");
    let installed = to.join("installed.json");
    if fs::read(&installed).is_ok_and(|before| before == lock) {
        return Some(to);
    }
    // No script of a package runs.
    let output = Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&to)
        .output()
        .expect("npm runs");
    assert!(output.status.success(), "npm ci: {}", String::from_utf8_lossy(&output.stderr));
    fs::write(installed, lock).expect("a writable folder");
    Some(to)
}
