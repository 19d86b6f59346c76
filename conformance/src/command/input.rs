//! Files that the command is given. They may be anything.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::refusal::Refusal;

/// The bytes of a component: at most 64 MiB, which is more than any tool chain makes.
pub(super) fn component(path: &Path) -> Result<Vec<u8>, Refusal> {
    bounded(path, 64)
}

/// What a person wrote into a file of at most 1 MiB, as `parse` understands it. The error names the file.
pub(super) fn written<T>(path: &Path, parse: fn(&str) -> Result<T, String>) -> Result<T, Refusal> {
    let bytes = bounded(path, 1)?;
    let text = String::from_utf8(bytes).map_err(|error| error.to_string());
    text.and_then(|text| parse(&text)).map_err(|error| Refusal::from(format!("{}: {error}", path.display())))
}

/// A path as a shell reads it.
pub(super) fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

fn bounded(path: &Path, mebibytes: u64) -> Result<Vec<u8>, Refusal> {
    let (shown, limit) = (path.display(), mebibytes << 20);
    let mut bytes = Vec::new();
    match File::open(path).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes)) {
        Ok(length) if length as u64 > limit => {
            Err(Refusal::from(format!("{shown} is too large: more than {mebibytes} MiB")))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(Refusal::from(format!("cannot read {shown}: {error}"))),
    }
}
