//! Files that appear whole or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf, is_separator};

use tempfile::{Builder, NamedTempFile};

/// A file that can be written: a new one beside the target, which it will replace. A device or a pipe is opened
/// instead, and written into. Dropped unfinished, a new file is removed, and the target stays as it was.
#[derive(Debug)]
pub struct Draft(Sink);

#[derive(Debug)]
enum Sink {
    New { file: NamedTempFile, target: PathBuf },
    Special(File),
}

impl Draft {
    /// Fails if a file cannot be written, and leaves nothing behind. A device or a pipe is not opened for that.
    pub fn check(target: &Path) -> io::Result<()> {
        if is_special(target) { Ok(()) } else { Self::begin(target).map(drop) }
    }

    /// Begins a file, so that whatever prevents it from being written shows now. A link to the target stays, a file
    /// that is there keeps its permissions, and one that must not be written is not replaced either.
    pub fn begin(target: &Path) -> io::Result<Self> {
        if is_special(target) {
            return Ok(Self(Sink::Special(OpenOptions::new().write(true).open(target)?)));
        }
        let target = resolved(target)?;
        let Some(name) = target.file_name().filter(|_| !target.is_dir() && !ends_as_directory(&target))
        else {
            return Err(ErrorKind::IsADirectory.into());
        };
        let existing = fs::metadata(&target).ok();
        if let Some(metadata) = &existing {
            // The superuser could write it nevertheless.
            if metadata.permissions().readonly() {
                return Err(ErrorKind::PermissionDenied.into());
            }
            OpenOptions::new().write(true).open(&target)?;
        }
        let folder = target.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        fs::metadata(folder)?;
        let file = beside(name, folder)?;
        if let Some(metadata) = existing {
            file.as_file().set_permissions(metadata.permissions())?;
        }
        Ok(Self(Sink::New { file, target }))
    }

    /// Writes the file and puts it in its place.
    pub fn finish(self, bytes: &[u8]) -> io::Result<()> {
        match self.0 {
            Sink::Special(mut file) => file.write_all(bytes),
            Sink::New { mut file, target } => {
                file.write_all(bytes)?;
                file.persist(target)?;
                Ok(())
            }
        }
    }
}

fn is_special(target: &Path) -> bool {
    fs::metadata(target).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// A new file, hidden and with another name than `name`.
fn beside(name: &OsStr, folder: &Path) -> io::Result<NamedTempFile> {
    let mut prefix = OsString::from(".");
    prefix.push(name);
    prefix.push(".");
    let mut builder = Builder::new();
    builder.prefix(&prefix).suffix(".part");
    // Those of any new file, subject to the umask; those of a temporary file would be for its owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // Without the path of the new file, which means nothing to the user.
    builder.tempfile_in(folder).map_err(|error| error.kind().into())
}

/// Where links lead, also to a file that is not there yet.
fn resolved(target: &Path) -> io::Result<PathBuf> {
    let mut path = target.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&path) {
            Ok(next) => path = path.parent().unwrap_or(Path::new("")).join(next),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("too many levels of symbolic links"))
}

/// Whether the path, `folder/` or `folder/.`, can name a directory alone.
fn ends_as_directory(path: &Path) -> bool {
    let text = path.to_string_lossy();
    text.strip_suffix('.').unwrap_or(&text).ends_with(is_separator)
}

/// Links that are followed.
const LINKS: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes `after` to a file in a new folder that `prepare` filled: what the file holds then, or the error. No other
    /// file is left in the folder but those that were there.
    fn written(name: &str, prepare: impl FnOnce(&Path)) -> (tempfile::TempDir, io::Result<String>) {
        let folder = tempfile::tempdir().expect("a folder");
        prepare(folder.path());
        let target = folder.path().join(name);
        let names = || fs::read_dir(folder.path()).expect("a folder").count();
        let before = names() + usize::from(!target.exists());
        let outcome = Draft::begin(&target).and_then(|draft| draft.finish(b"after"));
        if outcome.is_ok() {
            assert_eq!(names(), before);
        }
        let outcome = outcome.map(|()| fs::read_to_string(target).expect("a text"));
        (folder, outcome)
    }

    #[track_caller]
    fn check(name: &str, prepare: impl FnOnce(&Path), expected: Result<&str, ErrorKind>) {
        let (_folder, outcome) = written(name, prepare);
        assert_eq!(outcome.as_deref().map_err(io::Error::kind), expected);
    }

    fn nothing(_: &Path) {}

    #[test]
    fn a_file_is_written_or_replaced() {
        check("file", nothing, Ok("after"));
        check("file", |folder| fs::write(folder.join("file"), "before").expect("a file"), Ok("after"));
    }

    #[test]
    fn what_prevents_a_file_shows_at_once() {
        check("no/such/file", nothing, Err(ErrorKind::NotFound));
        check("", nothing, Err(ErrorKind::IsADirectory));
        check("folder/", nothing, Err(ErrorKind::IsADirectory));
        check("folder/.", nothing, Err(ErrorKind::IsADirectory));
        let constant = |folder: &Path| {
            let file = folder.join("file");
            fs::write(&file, "before").expect("a file");
            let mut permissions = fs::metadata(&file).expect("a file").permissions();
            permissions.set_readonly(true);
            fs::set_permissions(file, permissions).expect("a file of ours");
        };
        check("file", constant, Err(ErrorKind::PermissionDenied));
    }

    #[test]
    fn a_draft_that_is_not_finished_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("file");
        fs::write(&file, "before").expect("a file");
        drop(Draft::begin(&file).expect("a draft"));
        assert_eq!(fs::read_to_string(&file).expect("a text"), "before");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_permissions_and_a_new_one_has_the_usual_ones() {
        use std::os::unix::fs::PermissionsExt;
        let mode = |folder: &Path, name: &str| {
            fs::metadata(folder.join(name)).expect("a file").permissions().mode() & 0o777
        };
        let (folder, _) = written("file", |folder| {
            let file = folder.join("file");
            fs::write(&file, "before").expect("a file");
            fs::set_permissions(file, fs::Permissions::from_mode(0o640)).expect("a file of ours");
        });
        assert_eq!(mode(folder.path(), "file"), 0o640);
        let (folder, _) = written("file", |folder| fs::write(folder.join("usual"), "").expect("a file"));
        assert_eq!(mode(folder.path(), "file"), mode(folder.path(), "usual"));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_stay() {
        use std::os::unix::fs::symlink;
        for existing in [true, false] {
            let (folder, outcome) = written("first", |folder| {
                if existing {
                    fs::write(folder.join("file"), "before").expect("a file");
                }
                symlink("second", folder.join("first")).expect("a link");
                symlink("file", folder.join("second")).expect("a link");
            });
            assert_eq!(outcome.expect("a file"), "after");
            assert!(folder.path().join("first").is_symlink() && folder.path().join("second").is_symlink());
            assert!(folder.path().join("file").is_file());
        }
        let (_folder, outcome) =
            written("link", |folder| symlink("link", folder.join("link")).expect("a link"));
        assert_eq!(outcome.expect_err("a circle").to_string(), "too many levels of symbolic links");
    }

    /// A pipe stands for every device: one of the system would be lost if this failed.
    #[cfg(unix)]
    #[test]
    fn a_pipe_is_written_into() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
        assert!(made.success());
        let reader = std::thread::spawn({
            let path = path.clone();
            move || fs::read_to_string(path)
        });
        Draft::begin(&path).and_then(|draft| draft.finish(b"after")).expect("it is written");
        assert_eq!(reader.join().expect("no panic").expect("a text"), "after");
        assert!(fs::metadata(&path).expect("a pipe").file_type().is_fifo());
    }
}
