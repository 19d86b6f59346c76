//! The file with the certificate that clients must trust.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use scaikey_mock::word;
use scaikey_terminal::Error;

/// The file, gone when this is dropped.
pub(super) struct Authority {
    path: PathBuf,
    _folder: Option<Folder>,
}

/// A new folder that only its owner may enter, gone when this is dropped.
struct Folder(PathBuf);

impl Authority {
    /// Writes a new file that only its owner may read: this one, or one in a new folder.
    pub(super) fn write(pem: &str, path: Option<PathBuf>) -> Result<Self, Error> {
        let (path, folder) = match path {
            Some(path) => (std::path::absolute(&path).map_err(|error| unwritten(&path, &error))?, None),
            None => {
                let folder = Folder::new().map_err(|error| unwritten(&std::env::temp_dir(), &error))?;
                (folder.0.join("ca.pem"), Some(folder))
            }
        };
        // What is there already is not ours: it stays.
        let mut file = private_file(&path).map_err(|error| unwritten(&path, &error))?;
        let authority = Self { path, _folder: folder };
        file.write_all(pem.as_bytes()).map_err(|error| unwritten(&authority.path, &error))?;
        Ok(authority)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        // Whoever took it away has done the work.
        let _ = fs::remove_file(&self.path);
    }
}

impl Folder {
    fn new() -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("scaikey-mock-{}", word()));
        private_folder(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Unless there are other files in it.
        let _ = fs::remove_dir(&self.0);
    }
}

fn unwritten(path: &Path, error: &io::Error) -> Error {
    let path = path.display();
    Error::usage(match error.kind() {
        io::ErrorKind::AlreadyExists => {
            format!("--ca-file: {path} is there already, and is not overwritten: remove it")
        }
        _ => format!("cannot write the certificate to {path}: {error}"),
    })
}

fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create_new(true).open(path)
}
