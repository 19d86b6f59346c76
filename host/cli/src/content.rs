//! What a user hands in as a file or on standard input.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::str;
use std::sync::OnceLock;

use zeroize::Zeroizing;

use super::trouble::Trouble;

/// The bytes of a file, and who else may touch it. Wiped when dropped.
pub(super) struct Content {
    bytes: Zeroizing<Vec<u8>>,
    path: PathBuf,
    mode: u32,
}

impl Content {
    /// Reads a file, or standard input if `path` is [`STDIN`]. Refuses more than `most` bytes, and standard input once
    /// it was read: what is a secret to one setting must not be a body to another. `setting` is what names the path.
    pub(super) fn read(setting: &'static str, path: &Path, most: u64) -> Result<Self, Trouble> {
        if path == Path::new(STDIN) {
            FIRST.set(setting).map_err(|_| twice(setting))?;
        }
        let unreadable = |error| Trouble::usage(format!("cannot read {}: {error}", path.display()));
        let (source, mode) = open(path).map_err(unreadable)?;
        let mut bytes = Zeroizing::new(Vec::new());
        let length = source.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if length as u64 > most {
            return Err(Trouble::usage(format!("{} has more than {most} bytes", path.display())));
        }
        Ok(Self { bytes, path: path.into(), mode })
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn text(&self) -> Result<&str, Trouble> {
        str::from_utf8(&self.bytes)
            .map_err(|_| Trouble::usage(format!("{} is not UTF-8; save it as such", self.path.display())))
    }

    /// Refuses a file that others may write: it says whom we speak to, or whom we trust.
    pub(super) fn untouched(&self) -> Result<(), Trouble> {
        self.guarded(0o022, "be written", "go-w")
    }

    /// Refuses a file that others may read or write: it holds a secret.
    pub(super) fn private(&self) -> Result<(), Trouble> {
        self.guarded(0o077, "be read or written", "go=")
    }

    fn guarded(&self, forbidden: u32, what: &str, change: &str) -> Result<(), Trouble> {
        if self.mode & forbidden == 0 {
            return Ok(());
        }
        let path = self.path.display();
        Err(Trouble::usage(format!("{path} may {what} by others than its owner; run chmod {change} {path}")))
    }
}

fn twice(setting: &str) -> Trouble {
    let first = FIRST.get().copied().unwrap_or_default();
    Trouble::usage(format!("{first} and {setting} are both standard input; name a file for one of them"))
}

fn open(path: &Path) -> io::Result<(Box<dyn Read>, u32)> {
    if path == Path::new(STDIN) {
        return Ok((Box::new(io::stdin()), 0));
    }
    let file = File::open(path)?;
    let mode = mode(&file.metadata()?);
    Ok((Box::new(file), mode))
}

/// The permissions of a file. Pipes and devices are nobody's to change.
#[cfg(unix)]
fn mode(metadata: &Metadata) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    if metadata.is_file() { metadata.permissions().mode() } else { 0 }
}

/// Elsewhere, permissions are not looked at.
#[cfg(not(unix))]
fn mode(_: &Metadata) -> u32 {
    0
}

/// The name of standard input.
pub(super) const STDIN: &str = "-";
/// The setting that standard input was read for: a process has one.
static FIRST: OnceLock<&str> = OnceLock::new();
