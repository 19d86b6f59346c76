//! Files that say whom to trust, or hold a secret.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use super::input;
use super::quoted::quoted;
use super::refusal::Refusal;

/// What stands in a file that nobody may write but its owner. Of pipes and devices that is not asked.
pub(super) struct Owned {
    bytes: Vec<u8>,
    path: PathBuf,
    mode: u32,
}

impl Owned {
    /// Reads at most 1 MiB.
    pub(super) fn read(path: &Path) -> Result<Self, Refusal> {
        let file = input::opened(path)?;
        let mode = file.metadata().map(|metadata| mode(&metadata));
        let mode = mode.map_err(|error| input::unreadable(path, &error))?;
        let owned = Self { bytes: input::bounded(file, path, 1)?, path: path.into(), mode };
        owned.guarded(0o022, "be written", "go-w")?;
        Ok(owned)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn text(&self) -> Result<&str, Refusal> {
        str::from_utf8(&self.bytes)
            .map_err(|_| Refusal::from(format!("{} is not UTF-8: save it as such", self.path.display())))
    }

    /// Refuses a file that others may read.
    pub(super) fn private(&self) -> Result<(), Refusal> {
        self.guarded(0o077, "be read or written", "go=")
    }

    fn guarded(&self, forbidden: u32, what: &str, change: &str) -> Result<(), Refusal> {
        if self.mode & forbidden == 0 {
            return Ok(());
        }
        let (path, word) = (self.path.display(), quoted(self.path.display()));
        Err(Refusal::from(format!("{path} may {what} by others than its owner: run chmod {change} {word}")))
    }
}

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
