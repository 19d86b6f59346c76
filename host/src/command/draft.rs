//! A file that appears whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Finds out what would keep a file from being written. Leaves nothing behind.
pub(super) fn check(target: &Path) -> io::Result<()> {
    if is_special(target) { Ok(()) } else { Draft::begin(target).map(drop) }
}

/// Puts a file in the place of `target`, with its permissions. What is no file, a device or a pipe, is written into.
pub(super) fn write(target: &Path, bytes: &[u8]) -> io::Result<()> {
    if is_special(target) {
        return OpenOptions::new().write(true).open(target)?.write_all(bytes);
    }
    Draft::begin(target)?.finish(bytes)
}

/// A file under another name beside the one that it will have. Dropped, it is gone.
struct Draft {
    file: File,
    path: PathBuf,
    target: PathBuf,
}

impl Draft {
    fn begin(target: &Path) -> io::Result<Self> {
        if target.is_dir() {
            return Err(ErrorKind::IsADirectory.into());
        }
        // A link keeps pointing to what it points to.
        let target = target.canonicalize().unwrap_or_else(|_| target.to_owned());
        let mut name = OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        let path = target.with_file_name(name);
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        let draft = Self { file, path, target };
        if let Ok(metadata) = fs::metadata(&draft.target) {
            draft.file.set_permissions(metadata.permissions())?;
        }
        Ok(draft)
    }

    fn finish(mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        fs::rename(&self.path, &self.target)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // After the renaming there is none.
        fs::remove_file(&self.path).ok();
    }
}

fn is_special(target: &Path) -> bool {
    fs::metadata(target).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}
