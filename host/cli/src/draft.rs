//! A file that appears whole or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf, is_separator};
use std::process;

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
        let target = resolved(target)?;
        let Some(name) = target.file_name().filter(|_| !target.is_dir() && !ends_as_directory(&target))
        else {
            return Err(ErrorKind::IsADirectory.into());
        };
        let existing = fs::metadata(&target).ok();
        if let Some(metadata) = &existing {
            // What may not be written is not replaced either. The superuser could write it nevertheless.
            if metadata.permissions().readonly() {
                return Err(ErrorKind::PermissionDenied.into());
            }
            OpenOptions::new().write(true).open(&target)?;
        }
        let (file, path) = beside(&target, name)?;
        let draft = Self { file, path, target };
        if let Some(metadata) = existing {
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

/// Where the links lead, so that they stay: also to what is not there yet.
fn resolved(target: &Path) -> io::Result<PathBuf> {
    let mut path = target.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("the links go round in a circle"))
}

/// Whether the path, `folder/` or `folder/.`, can name a directory alone.
fn ends_as_directory(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.strip_suffix('.').unwrap_or(&text).ends_with(is_separator)
}

/// A new file in the folder of `target`. One that an earlier process of our number left behind is not in its way.
fn beside(target: &Path, name: &OsStr) -> io::Result<(File, PathBuf)> {
    let create = |number| {
        let mut draft = OsString::from(".");
        draft.push(name);
        draft.push(format!(".{}-{number}.part", process::id()));
        let path = target.with_file_name(draft);
        OpenOptions::new().write(true).create_new(true).open(&path).map(|file| (file, path))
    };
    let is_taken = |outcome: &io::Result<_>| {
        outcome.as_ref().is_err_and(|error| error.kind() == ErrorKind::AlreadyExists)
    };
    let mut outcomes = (0..LEFTOVERS).map(create).skip_while(is_taken);
    outcomes.next().unwrap_or_else(|| Err(ErrorKind::AlreadyExists.into()))
}

fn is_special(target: &Path) -> bool {
    fs::metadata(target).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// Links that are followed, and drafts that may have been left behind.
const LINKS: usize = 40;
const LEFTOVERS: usize = 100;
