//! Settings from flags, variables and a file.

pub(crate) mod account;
mod client_secret;
mod file;
pub(crate) mod values;

use std::marker::PhantomData;
use std::path::Path;

use clap::error::Error as ClapError;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};
use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::text::quoted;

/// The flags and variables of the settings `T`, to be flattened into a subcommand that [`parse`](crate::parse) reads.
///
/// `T` derives `Args`, `Deserialize` and `Default`. Each field is an `Option<Setting<_>>` with a long flag and a
/// variable; the flag's name is the key in the file. A flag goes before a variable, and this before the file.
pub struct Flags<T> {
    matches: ArgMatches,
    settings: PhantomData<T>,
}

impl<T: Args + DeserializeOwned + Default> Flags<T> {
    /// The settings of all sources. `-` is standard input. Fails if the file cannot be used, or others may access it who
    /// must not.
    pub fn read(&self, file: Option<&Path>) -> Result<T, Error> {
        let mut settings = match file {
            Some(path) => file::read::<T>(path)?,
            None => T::default(),
        };
        // The values were parsed with the command line.
        settings.update_from_arg_matches(&self.matches).map_err(|error| Error::usage(error.to_string()))?;
        Ok(settings)
    }

    /// The flags that were given, as a shell reads them, each after a space.
    pub fn given(&self) -> String {
        let given = arguments::<T>().into_iter().filter_map(|argument| {
            let id = argument.get_id().as_str();
            let is_given = self.matches.value_source(id) == Some(ValueSource::CommandLine);
            let value = self.matches.get_raw(id)?.next()?.to_string_lossy().into_owned();
            let long = argument.get_long().filter(|_| is_given)?;
            Some(match argument.is_require_equals_set() {
                true if value == values::ON => format!(" --{long}"),
                true => format!(" --{long}={}", quoted(value)),
                false => format!(" --{long} {}", quoted(value)),
            })
        });
        given.collect()
    }
}

impl<T: Args> Flags<T> {
    /// The variable of each setting, and what it is for.
    pub fn variables() -> impl Iterator<Item = (String, String)> {
        names::<T>().into_iter().map(|Name { variable, meaning, .. }| (variable, meaning))
    }
}

impl<T: Args> Args for Flags<T> {
    fn augment_args(command: Command) -> Command {
        T::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        T::augment_args_for_update(command)
    }
}

impl<T> FromArgMatches for Flags<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, ClapError> {
        Ok(Self { matches: matches.clone(), settings: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), ClapError> {
        self.matches = matches.clone();
        Ok(())
    }
}

/// A setting that there must be is not: `meaning` says what it is, `flag` names the flag that sets it.
fn missing(key: &str, flag: &str, meaning: &str) -> Error {
    let variable = key.to_uppercase().replace('-', "_");
    Error::usage(format!(
        "SCAIKEY_{variable} is not set: set it to the {meaning}, or pass --{flag}, \
         or write {key} into the configuration file (--config)"
    ))
}

/// A setting as the sources call it.
struct Name {
    key: String,
    variable: String,
    meaning: String,
}

/// All settings, also the secret that has no flag.
fn names<T: Args>() -> Vec<Name> {
    let mut names = Vec::new();
    for argument in arguments::<T>() {
        let key = argument.get_long().unwrap_or_default().to_owned();
        if key == client_secret::FILE {
            names.push(Name {
                key: client_secret::KEY.into(),
                variable: client_secret::VARIABLE.into(),
                meaning: "Client secret of the application".into(),
            });
        }
        let variable = argument.get_env().unwrap_or_default().to_string_lossy().into_owned();
        let meaning = argument.get_help().map(ToString::to_string).unwrap_or_default();
        names.push(Name { key, variable, meaning });
    }
    names
}

fn arguments<T: Args>() -> Vec<Arg> {
    T::augment_args(Command::new("")).get_arguments().cloned().collect()
}

#[cfg(test)]
mod tests;
