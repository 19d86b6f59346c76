//! The settings of a client.

use std::env;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::{Args, ValueHint};
use scaikey_host::types::ClientAuthentication;
use scaikey_terminal::{Account, Number, Setting, Switch, Words};
use serde::Deserialize;

use crate::error::EXIT_STATUS;

/// All of them. There is no `Debug`, since one is a secret.
#[derive(Args, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "Settings")]
pub(crate) struct Settings {
    #[command(flatten)]
    #[serde(flatten)]
    pub(crate) account: Account,
    /// How id and secret are sent: basic (default), raw (not encoded) or post
    #[arg(long, env = "SCAIKEY_CLIENT_AUTHENTICATION", value_name = "WAY")]
    pub(crate) client_authentication: Option<Setting<Authentication>>,
    /// Scopes to ask for, separated by spaces; default all that are allowed
    #[arg(long, env = "SCAIKEY_SCOPES", value_name = "SCOPES")]
    pub(crate) scopes: Option<Setting<Words>>,
    /// Time for a whole call; default 10 s for each of its exchanges
    #[arg(long, env = "SCAIKEY_TIMEOUT", value_name = "SECONDS")]
    pub(crate) timeout: Option<Setting<Timeout>>,
    /// Bytes of a request body; default 8388608, at most 67108864
    #[arg(long, env = "SCAIKEY_REQUEST_LIMIT", value_name = "BYTES")]
    pub(crate) request_limit: Option<Setting<BodyLimit>>,
    /// Bytes of a response body; default 8388608, at most 67108864
    #[arg(long, env = "SCAIKEY_RESPONSE_LIMIT", value_name = "BYTES")]
    pub(crate) response_limit: Option<Setting<BodyLimit>>,
    /// Certificate to show to servers, with its chain, in PEM
    #[arg(long, env = "SCAIKEY_CLIENT_CERT", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) client_cert: Option<Setting<PathBuf>>,
    /// Private key of that certificate, in PEM
    #[arg(long, env = "SCAIKEY_CLIENT_KEY", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) client_key: Option<Setting<PathBuf>>,
    /// Compile the component anew, and keep nothing
    #[arg(long, env = "SCAIKEY_NO_CACHE", value_name = "SWITCH",
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) no_cache: Option<Setting<Switch>>,
}

/// How the client sends id and secret.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Authentication(pub(crate) ClientAuthentication);

/// The time for a call, as the component takes it for one exchange.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "Number")]
pub(crate) struct Timeout(pub(crate) Duration);

/// The limit of a body, as the component takes it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "Number")]
pub(crate) struct BodyLimit(pub(crate) u64);

impl FromStr for Authentication {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "basic" => Ok(Self(ClientAuthentication::Basic)),
            "raw" => Ok(Self(ClientAuthentication::Raw)),
            "post" => Ok(Self(ClientAuthentication::Post)),
            _ => Err("expected basic, raw or post"),
        }
    }
}

impl TryFrom<String> for Authentication {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map_err(|expected| format!("{expected}, found {text:?}"))
    }
}

impl TryFrom<Number> for Timeout {
    type Error = String;

    fn try_from(Number(seconds): Number) -> Result<Self, String> {
        let span = Duration::try_from_secs_f64(seconds).ok().filter(|span| TIMEOUTS.contains(span));
        span.map(Self).ok_or_else(|| format!("{TIMEOUT}, found {seconds}"))
    }
}

impl FromStr for Timeout {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().ok().and_then(|seconds| Number(seconds).try_into().ok()).ok_or(TIMEOUT)
    }
}

impl TryFrom<Number> for BodyLimit {
    type Error = String;

    fn try_from(Number(bytes): Number) -> Result<Self, String> {
        let is_limit = bytes.fract() == 0.0 && (0.0..=LARGEST).contains(&bytes);
        if is_limit { Ok(Self(bytes as u64)) } else { Err(format!("{LIMIT}, found {bytes}")) }
    }
}

impl FromStr for BodyLimit {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<u32>().ok().and_then(|bytes| Number(bytes.into()).try_into().ok()).ok_or(LIMIT)
    }
}

/// The configuration file of the user, if there is one.
pub(crate) fn usual_file() -> Option<PathBuf> {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = absolute("XDG_CONFIG_HOME").or_else(|| Some(absolute("HOME")?.join(".config")))?;
    let path = folder.join("scaikey").join("config.toml");
    // If it cannot be looked at, reading it gives the reason.
    (!matches!(path.try_exists(), Ok(false))).then_some(path)
}

/// What the help of a subcommand ends with that opens a client.
pub(crate) fn after_help(examples: &str) -> String {
    format!("{examples}\n\n{SOURCES}\n\n{EXIT_STATUS}")
}

/// A part of help texts.
pub(crate) const SOURCES: &str = "\
Where settings come from:
  A setting is a flag, --client-id, a variable, SCAIKEY_CLIENT_ID, or a key of the configuration file,
  client-id = \"my-service\"; the first of these that has it wins. An empty variable counts as unset, an
  empty flag overrides the variable and the file. The file is TOML: --config, or scaikey/config.toml in
  $XDG_CONFIG_HOME or else ~/.config. Its paths start from its folder; scopes are a list, timeout and
  limits are numbers, switches are true or false.
  The client secret has no flag, since everybody sees command lines: it is SCAIKEY_CLIENT_SECRET, or
  client-secret in the configuration file, or what stands in client-secret-file. A file with a secret
  must be its owner's alone (chmod 600).";
const TIMEOUT: &str = "expected a number of seconds from 0.001 to 3600";
const TIMEOUTS: RangeInclusive<Duration> = Duration::from_millis(1)..=Duration::from_secs(3600);
const LIMIT: &str = "expected a number of bytes, at most 67108864";
const LARGEST: f64 = 67_108_864.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_timeout(text: &str, expected: Option<Duration>) {
        let found: Result<Timeout, _> = text.parse();
        assert_eq!(found.map(|timeout| timeout.0), expected.ok_or(TIMEOUT), "{text}");
    }

    #[test]
    fn a_timeout_is_what_the_component_takes() {
        check_timeout("2.5", Some(Duration::from_millis(2500)));
        check_timeout("0.001", Some(Duration::from_millis(1)));
        check_timeout("3600", Some(Duration::from_secs(3600)));
        for text in [" ", "-1", "0", "0.0009", "3600.1", "1e9", "NaN", "inf", "5s"] {
            check_timeout(text, None);
        }
    }

    #[track_caller]
    fn check_limit(text: &str, expected: Option<u64>) {
        let found: Result<BodyLimit, _> = text.parse();
        assert_eq!(found.map(|limit| limit.0), expected.ok_or(LIMIT), "{text}");
    }

    #[test]
    fn a_limit_is_what_the_component_takes() {
        check_limit("0", Some(0));
        check_limit("67108864", Some(67_108_864));
        for text in ["67108865", "-1", "1.5", "8 MiB", "99999999999"] {
            check_limit(text, None);
        }
        for bytes in [67_108_865.0, -1.0, 1.5, f64::NAN] {
            assert!(BodyLimit::try_from(Number(bytes)).is_err(), "{bytes}");
        }
    }
}
