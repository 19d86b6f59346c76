//! What a client is told, by flags, variables and a configuration file.

mod environment;
mod file;
mod flags;
mod table;

use std::collections::BTreeMap;
use std::env::VarError;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::trouble::Trouble;

pub(super) use flags::Flags;
pub(super) use table::SETTINGS;

/// What all sources say together.
pub(super) struct Settings(BTreeMap<&'static str, Said>);

/// A value, and where it stands. It may be a secret, so there is no `Debug`.
struct Said {
    value: String,
    place: String,
}

impl Settings {
    /// Flags go before variables, these before the file: `config`, or the usual one if it is there. `variable` is
    /// [`std::env::var`] but in tests.
    pub(super) fn read(
        flags: Flags,
        config: Option<&Path>,
        variable: impl Fn(&str) -> Result<String, VarError>,
    ) -> Result<Self, Trouble> {
        let file = file::read(config, &variable)?;
        Ok(file.below(environment::read(variable)?).below(flags.settings()))
    }

    /// The value of a setting; empty is as good as none.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|said| said.value.as_str()).filter(|value| !value.is_empty())
    }

    /// The value of a setting that there must be.
    pub(super) fn required(&self, name: &str) -> Result<&str, Trouble> {
        self.text(name).ok_or_else(|| {
            let setting = SETTINGS.iter().find(|setting| setting.name == name).expect("one of the settings");
            let (variable, meaning) = (setting.variable(), setting.meaning);
            Trouble::usage(format!(
                "{variable} is not set; set it to the {meaning}, or put {name} into the configuration file"
            ))
        })
    }

    pub(super) fn path(&self, name: &str) -> Option<PathBuf> {
        self.text(name).map(PathBuf::from)
    }

    /// Whether a switch is on. Unset, it is off.
    pub(super) fn is_on(&self, name: &str) -> Result<bool, Trouble> {
        let switch = |text: &str| match text {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            _ => None,
        };
        Ok(self.parsed(name, "1, 0, true or false", switch)?.unwrap_or(false))
    }

    /// A span that the component takes as the time for one exchange.
    pub(super) fn seconds(&self, name: &str) -> Result<Option<Duration>, Trouble> {
        self.parsed(name, "a number of seconds from 0.001 to 3600", |text| {
            let span = Duration::try_from_secs_f64(text.parse().ok()?).ok()?;
            (SHORTEST..=LONGEST).contains(&span).then_some(span)
        })
    }

    /// A size that the component takes as the limit of a body.
    pub(super) fn bytes(&self, name: &str) -> Result<Option<u64>, Trouble> {
        self.parsed(name, "a number of bytes, at most 67108864", |text| {
            text.parse().ok().filter(|bytes| *bytes <= LARGEST)
        })
    }

    /// The value as `parse` takes it. If it does not, the error names the setting and what was expected, not the value.
    pub(super) fn parsed<T>(
        &self,
        name: &str,
        expected: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Trouble> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let place = &self.0[name].place;
        parse(text).map(Some).ok_or_else(|| Trouble::usage(format!("{place} is not {expected}")))
    }

    /// These, but for what others `above` say.
    fn below(mut self, above: Self) -> Self {
        if SECRETS.iter().any(|name| above.0.contains_key(name)) {
            self.0.retain(|name, _| !SECRETS.contains(name));
        }
        self.0.extend(above.0);
        self
    }
}

/// Two ways to one thing.
const SECRETS: [&str; 2] = ["client-secret", "client-secret-file"];
const SHORTEST: Duration = Duration::from_millis(1);
const LONGEST: Duration = Duration::from_secs(3600);
const LARGEST: u64 = 64 * 1024 * 1024;

#[cfg(test)]
mod tests;
