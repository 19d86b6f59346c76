//! Which deployment, and as which application.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::client_secret::ClientSecret;
use super::missing;
use super::values::{Setting, Switch};
use crate::error::Error;
use crate::input::Input;

/// The settings that every command takes that calls a deployment. There is no `Debug`, since one is a secret.
#[derive(Args, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "Settings")]
pub struct Account {
    #[arg(
        long,
        env = "SCAIKEY_BASE",
        value_name = "URL",
        help = "Base URL of the deployment, https://scaikey.example"
    )]
    base: Option<Setting<String>>,
    /// Slug of the tenant; none for applications of scope GLOBAL
    #[arg(long, env = "SCAIKEY_TENANT", value_name = "SLUG")]
    tenant: Option<Setting<String>>,
    /// Client id of the application
    #[arg(long, env = "SCAIKEY_CLIENT_ID", value_name = "ID")]
    client_id: Option<Setting<String>>,
    #[command(flatten)]
    #[serde(flatten)]
    client_secret: ClientSecret,
    /// Certificates in PEM to trust beside the system's roots
    #[arg(long, env = "SCAIKEY_CA_FILE", value_name = "FILE", value_hint = ValueHint::FilePath)]
    ca_file: Option<Setting<PathBuf>>,
    /// Permit plain http beyond this machine: the network sees the secret
    #[arg(long, env = "SCAIKEY_ALLOW_HTTP", value_name = "SWITCH",
        num_args = 0..=1, require_equals = true, default_missing_value = super::values::ON)]
    allow_http: Option<Setting<Switch>>,
}

impl Account {
    /// The base URL of the deployment.
    pub fn base(&self) -> Result<&str, Error> {
        required(&self.base, "base", "base URL of the deployment, https://scaikey.example")
    }

    /// The slug of the tenant, for an application of one.
    pub fn tenant(&self) -> Option<&str> {
        Setting::value(&self.tenant).map(String::as_str)
    }

    /// The client id of the application.
    pub fn client_id(&self) -> Result<&str, Error> {
        required(&self.client_id, "client-id", "client id of the application")
    }

    /// The client secret of the application. Reads its file, which must be its owner's alone.
    pub fn client_secret(&self) -> Result<Zeroizing<String>, Error> {
        self.client_secret.read()
    }

    /// The certificates to trust, as `trust` reads them; `None` if the setting is not there. Fails, naming the file, if
    /// others than its owner may write it.
    pub fn trusted<T>(&self, trust: impl FnOnce(&[u8]) -> Result<T, String>) -> Result<Option<T>, Error> {
        let Some(path) = Setting::value(&self.ca_file) else { return Ok(None) };
        let input = Input::read("ca-file", path, LARGEST)?;
        input.must_be_owned()?;
        let trusted = trust(input.bytes());
        trusted.map(Some).map_err(|error| Error::usage(format!("{}: {error}", path.display())))
    }

    /// Whether plain http is permitted beyond this machine.
    pub fn allows_http(&self) -> bool {
        Switch::is_on(&self.allow_http)
    }
}

fn required<'a>(setting: &'a Option<Setting<String>>, key: &str, meaning: &str) -> Result<&'a str, Error> {
    Setting::value(setting).map(String::as_str).ok_or_else(|| missing(key, key, meaning))
}

/// Bytes of a file of certificates.
const LARGEST: u64 = 4 * 1024 * 1024;
