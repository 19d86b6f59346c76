//! Files that users name.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use zeroize::Zeroizing;

use crate::error::Error;
use crate::text::quoted;

/// What a file or standard input holds, and who may access the file. Wiped when dropped.
pub struct Input {
    bytes: Zeroizing<Vec<u8>>,
    path: PathBuf,
    mode: u32,
}

impl Input {
    /// Reads at most `most` bytes of a file, or of standard input if `path` is `-`. Fails if there are more, and if
    /// standard input was read before: the secret of one setting must not become the value of another. `setting` names
    /// what the path was given for.
    pub fn read(setting: &'static str, path: &Path, most: u64) -> Result<Self, Error> {
        if path == Path::new(STDIN) {
            FIRST.set(setting).map_err(|_| twice(setting))?;
        }
        let unreadable = |error| Error::usage(format!("cannot read {}: {error}", path.display()));
        let (source, mode) = open(path).map_err(unreadable)?;
        let mut bytes = Zeroizing::new(Vec::new());
        let length = source.take(most + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if length as u64 > most {
            return Err(Error::usage(format!("{} is too large: more than {}", path.display(), size(most))));
        }
        Ok(Self { bytes, path: path.into(), mode })
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same as text. Fails if it is not UTF-8.
    pub fn text(&self) -> Result<&str, Error> {
        str::from_utf8(&self.bytes)
            .map_err(|_| Error::usage(format!("{} is not UTF-8: save it as such", self.path.display())))
    }

    /// The text as `parse` reads it. The error names the file.
    pub fn parsed<T>(&self, parse: impl FnOnce(&str) -> Result<T, String>) -> Result<T, Error> {
        parse(self.text()?).map_err(|error| Error::usage(format!("{}: {error}", self.path.display())))
    }

    /// Fails if others than the owner may write the file: it names roots of trust, or where secrets are sent.
    pub fn must_be_owned(&self) -> Result<(), Error> {
        self.forbid(0o022, "written", "go-w")
    }

    /// Fails if others than the owner may read or write the file: it holds a secret.
    pub fn must_be_private(&self) -> Result<(), Error> {
        self.forbid(0o077, "read or written", "go=")
    }

    fn forbid(&self, bits: u32, access: &str, change: &str) -> Result<(), Error> {
        if self.mode & bits == 0 {
            return Ok(());
        }
        let (path, word) = (self.path.display(), quoted(self.path.display()));
        Err(Error::usage(format!(
            "{path} may be {access} by others than its owner: run chmod {change} {word}"
        )))
    }
}

fn twice(setting: &str) -> Error {
    let first = FIRST.get().copied().unwrap_or_default();
    Error::usage(format!("{first} and {setting} are both standard input: name a file for one of them"))
}

fn open(path: &Path) -> io::Result<(Box<dyn Read>, u32)> {
    if path == Path::new(STDIN) {
        return Ok((Box::new(io::stdin()), 0));
    }
    let file = File::open(path)?;
    let mode = mode(&file.metadata()?);
    Ok((Box::new(file), mode))
}

/// The permissions of a file. Those of pipes and devices are not looked at.
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

/// Such as `64 MiB`.
fn size(bytes: u64) -> String {
    match bytes {
        0 => "0 bytes".into(),
        _ if bytes.is_multiple_of(1 << 20) => format!("{} MiB", bytes >> 20),
        _ if bytes.is_multiple_of(1 << 10) => format!("{} KiB", bytes >> 10),
        _ => format!("{bytes} bytes"),
    }
}

/// The name of standard input.
pub(crate) const STDIN: &str = "-";
/// The setting that standard input was read for: a process has one.
static FIRST: OnceLock<&str> = OnceLock::new();

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A file with these bytes and permissions.
    fn file(bytes: &[u8], mode: u32) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().expect("a temporary file");
        fs::write(&file, bytes).expect("it is written");
        #[cfg(unix)]
        fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(mode)).expect("it is ours");
        file
    }

    /// What a file with these bytes is refused for; `{}` is its path.
    #[track_caller]
    fn check(bytes: &[u8], mode: u32, test: fn(&Input) -> Result<(), Error>, expected: Option<&str>) {
        let file = file(bytes, mode);
        let path = file.path().display().to_string();
        let outcome = Input::read("a file", file.path(), 1024).and_then(|input| test(&input));
        let error = outcome.err().map(|error| error.to_string().replace(&path, "{}"));
        assert_eq!(error.as_deref(), expected, "{mode:o}");
    }

    fn any(_: &Input) -> Result<(), Error> {
        Ok(())
    }

    #[test]
    fn a_file_is_bounded_text() {
        check(&[b'a'; 1024], 0o600, any, None);
        check(&[b'a'; 1025], 0o600, any, Some("{} is too large: more than 1 KiB"));
        check(b"\xff", 0o600, |input| input.text().map(drop), Some("{} is not UTF-8: save it as such"));
        check(b"x", 0o600, |input| input.parsed(|text| Err::<(), _>(format!("is {text}"))), Some("{}: is x"));
        let missing =
            Input::read("a file", Path::new("no/such/file"), 1).err().map(|error| error.to_string());
        assert_eq!(
            missing.as_deref(),
            Some("cannot read no/such/file: No such file or directory (os error 2)")
        );
    }

    #[test]
    fn sizes_are_round_where_they_can_be() {
        assert_eq!([64 << 20, 64 << 10, 1000, 0].map(size), ["64 MiB", "64 KiB", "1000 bytes", "0 bytes"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_access_is_refused() {
        let written = "{} may be written by others than its owner: run chmod go-w '{}'";
        let read = "{} may be read or written by others than its owner: run chmod go= '{}'";
        for mode in [0o600, 0o400, 0o644, 0o755] {
            check(b"", mode, Input::must_be_owned, None);
        }
        for mode in [0o620, 0o602, 0o666] {
            check(b"", mode, Input::must_be_owned, Some(written));
        }
        for mode in [0o600, 0o400] {
            check(b"", mode, Input::must_be_private, None);
        }
        for mode in [0o640, 0o604, 0o620, 0o602] {
            check(b"", mode, Input::must_be_private, Some(read));
        }
    }
}
