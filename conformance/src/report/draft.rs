//! A file that appears whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file under another name beside the one that it will have. Dropped, it is gone.
#[derive(Debug)]
pub(super) struct Draft {
    file: File,
    path: PathBuf,
    target: PathBuf,
}

impl Draft {
    /// Begins a file, so that what would keep it from being written comes to light now.
    pub(super) fn begin(target: &Path) -> io::Result<Self> {
        // A link keeps pointing to what it points to.
        let target = target.canonicalize().unwrap_or_else(|_| target.to_owned());
        let mut name = OsString::from(".");
        name.push(target.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        let path = target.with_file_name(name);
        // What a killed process left.
        let _ = fs::remove_file(&path);
        let file = File::create_new(&path)?;
        Ok(Self { file, path, target })
    }

    /// Puts the file in its place.
    pub(super) fn finish(mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        fs::rename(&self.path, &self.target)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
