//! Files that the command is given. They may be anything.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::refusal::Refusal;

/// The bytes of a component: at most 64 MiB, which is more than any tool chain makes.
pub(super) fn component(path: &Path) -> Result<Vec<u8>, Refusal> {
    bounded(opened(path)?, path, 64)
}

/// What a person wrote into a file of at most 1 MiB, as `parse` understands it. The error names the file.
pub(super) fn written<T>(path: &Path, parse: impl FnOnce(&str) -> Result<T, String>) -> Result<T, Refusal> {
    let bytes = bounded(opened(path)?, path, 1)?;
    let text = String::from_utf8(bytes).map_err(|error| error.to_string());
    text.and_then(|text| parse(&text)).map_err(|error| Refusal::from(format!("{}: {error}", path.display())))
}

/// A file, to be read.
pub(super) fn opened(path: &Path) -> Result<File, Refusal> {
    File::open(path).map_err(|error| unreadable(path, &error))
}

/// What a file of at most so many mebibytes holds.
pub(super) fn bounded(file: File, path: &Path, mebibytes: u64) -> Result<Vec<u8>, Refusal> {
    let limit = mebibytes << 20;
    let mut bytes = Vec::new();
    match file.take(limit + 1).read_to_end(&mut bytes) {
        Ok(length) if length as u64 > limit => {
            Err(Refusal::from(format!("{} is too large: more than {mebibytes} MiB", path.display())))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// What keeps a file from being read.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Refusal {
    Refusal::from(format!("cannot read {}: {error}", path.display()))
}
