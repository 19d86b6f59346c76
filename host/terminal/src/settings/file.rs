//! Settings from a file in TOML.

use std::path::Path;

use clap::{Args, ValueHint};
use serde::de::DeserializeOwned;
use toml::{Table, Value};

use super::{arguments, client_secret, names};
use crate::error::Error;
use crate::input::{Input, STDIN};

/// The settings that stand in a file. An empty text counts as unset; paths are relative to the file. Fails if others may
/// write the file, or read one with a secret.
pub(super) fn read<T: Args + DeserializeOwned>(path: &Path) -> Result<T, Error> {
    let name = path.display();
    let input = Input::read("--config", path, LARGEST)?;
    let text = input.text()?;
    let mut table: Table = text.parse().map_err(|error| Error::usage(not_toml(path, text, &error)))?;
    must_be_known::<T>(&table).map_err(|error| Error::usage(format!("{name}: {error}")))?;
    table.retain(|_, value| value.as_str() != Some(""));
    match table.contains_key(client_secret::KEY) {
        true => input.must_be_private()?,
        false => input.must_be_owned()?,
    }
    for argument in arguments::<T>() {
        let is_path = argument.get_value_hint() == ValueHint::FilePath;
        let Some(key) = argument.get_long().filter(|_| is_path) else { continue };
        if let Some(Value::String(file)) = table.get_mut(key).filter(|value| value.as_str() != Some(STDIN)) {
            let resolved = path.with_file_name(&*file).into_os_string().into_string();
            *file = resolved.map_err(|_| Error::usage(format!("{name} is not UTF-8: rename the folder")))?;
        }
    }
    // One by one, so that an error names the key.
    for (key, value) in &table {
        let alone = Table::from_iter([(key.clone(), value.clone())]);
        T::deserialize(alone)
            .map_err(|error| Error::usage(format!("{key} in {name}: {}", error.message())))?;
    }
    T::deserialize(table).map_err(|error| Error::usage(format!("{name}: {}", error.message())))
}

fn must_be_known<T: Args>(table: &Table) -> Result<(), String> {
    let keys: Vec<_> = names::<T>().into_iter().map(|name| name.key).collect();
    match table.keys().find(|key| !keys.contains(key)) {
        Some(unknown) => Err(format!("unknown key {unknown:?}: the keys are {}", keys.join(", "))),
        None => Ok(()),
    }
}

/// The place alone: what stands there may be a secret.
fn not_toml(path: &Path, text: &str, error: &toml::de::Error) -> String {
    let end = error.span().map_or(0, |span| span.start.min(text.len()));
    let line = text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count() + 1;
    format!("{}: line {line} is not TOML: write each key once, as key = \"value\"", path.display())
}

/// Bytes of a file of settings.
const LARGEST: u64 = 64 * 1024;
