//! The client secret: a text that has no flag, or the file that holds it.

use std::env;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, ValueHint};
use serde::de::{Deserialize, Deserializer, Error as _};
use toml::Value;
use zeroize::Zeroizing;

use super::missing;
use super::values::Setting;
use crate::error::Error;
use crate::input::Input;

/// What the source says that goes before the others: either setting there overrides both elsewhere. There is no `Debug`.
#[derive(Default, serde::Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(crate) struct ClientSecret {
    client_secret: Option<Secret>,
    client_secret_file: Option<Setting<PathBuf>>,
}

/// A variable may hold anything, so it is not text yet.
struct Secret(Zeroizing<Vec<u8>>);

impl ClientSecret {
    /// The secret. Fails if there is none or two, and if others may access the file.
    pub(crate) fn read(&self) -> Result<Zeroizing<String>, Error> {
        match (&self.client_secret, Setting::value(&self.client_secret_file)) {
            (Some(_), Some(_)) => Err(Error::usage(format!("{KEY} and {FILE} are both set: keep one"))),
            (None, Some(path)) => in_file(path),
            (Some(Secret(bytes)), None) => match str::from_utf8(bytes) {
                Ok(secret) => Ok(secret.to_owned().into()),
                Err(_) => Err(Error::usage(format!("{VARIABLE} is not UTF-8: set it anew"))),
            },
            (None, None) => Err(missing(KEY, FILE, "client secret of the application")),
        }
    }
}

fn in_file(path: &Path) -> Result<Zeroizing<String>, Error> {
    let input = Input::read(FILE, path, LARGEST)?;
    input.must_be_private()?;
    match input.text()?.trim_end_matches(['\r', '\n']) {
        "" => {
            let path = path.display();
            Err(Error::usage(format!(
                "{FILE} {path} is empty: write the client secret into it, and nothing else"
            )))
        }
        secret => Ok(secret.to_owned().into()),
    }
}

impl Args for ClientSecret {
    fn augment_args(command: Command) -> Command {
        command.arg(
            Arg::new(FILE)
                .long(FILE)
                .env("SCAIKEY_CLIENT_SECRET_FILE")
                .value_name("FILE")
                .value_hint(ValueHint::FilePath)
                .value_parser(clap::value_parser!(Setting<PathBuf>))
                .help("File that holds the client secret alone; - is standard input"),
        )
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for ClientSecret {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut secret = Self::default();
        secret.update_from_arg_matches(matches)?;
        Ok(secret)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        let client_secret_file = matches.get_one(FILE).cloned();
        let client_secret = match matches.value_source(FILE) {
            Some(ValueSource::CommandLine) => None,
            _ => env::var_os(VARIABLE).filter(|value| !value.is_empty()),
        };
        let client_secret = client_secret.map(|value| Secret(value.into_encoded_bytes().into()));
        if client_secret.is_some() || client_secret_file.is_some() {
            *self = Self { client_secret, client_secret_file };
        }
        Ok(())
    }
}

/// No error shows what stands in the place of the secret.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::String(text) => Ok(Self(text.into_bytes().into())),
            _ => Err(D::Error::custom("expected a text in quotes")),
        }
    }
}

/// The key of the secret in a file, and its variable.
pub(super) const KEY: &str = "client-secret";
pub(super) const VARIABLE: &str = "SCAIKEY_CLIENT_SECRET";
/// The flag and the key of the file that holds it.
pub(super) const FILE: &str = "client-secret-file";
/// Bytes of that file.
const LARGEST: u64 = 4 * 1024;
