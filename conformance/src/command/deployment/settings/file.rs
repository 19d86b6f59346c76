//! Settings from files.

use std::path::{Path, PathBuf};

use super::super::super::owned::Owned;
use super::super::super::refusal::Refusal;
use super::Settings;

/// What a configuration file says; its paths start from its folder. Refuses one with a secret that others may read. No
/// error holds a value.
pub(super) fn read(path: &Path) -> Result<Settings, Refusal> {
    let file = Owned::read(path)?;
    let text = file.text()?;
    let mut settings: Settings = toml::from_str(text).map_err(|error| {
        let begin = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text.as_bytes()[..begin].iter().filter(|byte| **byte == b'\n').count() + 1;
        // What stands there instead may be a secret.
        let expected = error.message().rsplit_once("expected ").map(|(_, expected)| expected);
        let fault = expected.map_or(" is no TOML".into(), |expected| format!(": expected {expected}"));
        Refusal::from(format!("{}: line {line}{fault}", path.display()))
    })?;
    if settings.client_secret.is_some() {
        file.private()?;
    }
    let beside = |other: PathBuf| path.with_file_name(other);
    settings.ca_file = settings.ca_file.map(beside);
    settings.client_secret_file = settings.client_secret_file.map(beside);
    Ok(settings)
}

/// The secret that a file holds alone. Refuses one that others may read.
pub(super) fn secret(path: &Path) -> Result<String, Refusal> {
    let file = Owned::read(path)?;
    file.private()?;
    match file.text()?.trim_end_matches(['\r', '\n']) {
        "" => Err(Refusal::from(format!("{} is empty: it is to hold the client secret", path.display()))),
        secret => Ok(secret.to_owned()),
    }
}
