//! Which deployment, and as whom: from flags, variables and a file.

mod environment;
mod file;
mod flags;

use std::env::VarError;
use std::path::PathBuf;

use serde::Deserialize;

use super::super::owned::Owned;
use super::super::refusal::Refusal;
use crate::deployment::{Address, Internet, Target};

pub(super) use flags::Flags;

/// What is said in one place, or in all together. There is a secret in it, so there is no `Debug`.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Settings {
    base: Option<String>,
    tenant: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    client_secret_file: Option<PathBuf>,
    ca_file: Option<PathBuf>,
    allow_http: Option<bool>,
    resource: Option<String>,
    allowed_scopes: Option<Vec<String>>,
}

impl Settings {
    /// Flags go before variables, these before the file. `variable` is [`std::env::var`] but in tests.
    pub(super) fn read(
        flags: Flags,
        variable: impl Fn(&str) -> Result<String, VarError>,
    ) -> Result<Self, Refusal> {
        let file = flags.config.as_deref().map(file::read).transpose()?.unwrap_or_default();
        let variables = environment::read(variable)?;
        Ok(Self::from(flags).above(variables).above(file))
    }

    /// The deployment, and a way to it.
    pub(super) fn target(self) -> Result<(Target, Internet), Refusal> {
        let authorities = self.ca_file.as_deref().map(Owned::read).transpose()?;
        let internet = Internet::new(authorities.as_ref().map(Owned::bytes)).map_err(|error| {
            let path = self.ca_file.unwrap_or_default();
            Refusal::from(format!("{}: {error}", path.display()))
        })?;
        let secret = match (self.client_secret, self.client_secret_file) {
            (Some(_), Some(_)) => {
                return Err("client-secret and client-secret-file are both set: keep one".to_owned().into());
            }
            (None, Some(path)) => Some(file::secret(&path)?),
            (secret, None) => secret,
        };
        let target = Target::new(Address {
            base: required(self.base, "base", "base URL of the deployment")?,
            tenant: self.tenant,
            client_id: required(self.client_id, "client-id", "client id of the application")?,
            client_secret: required(secret, "client-secret", "client secret of the application")?.into(),
            resource: self.resource,
            allowed_scopes: self.allowed_scopes,
            allow_http: self.allow_http.unwrap_or(false),
        })?;
        Ok((target, internet))
    }

    /// These, and where they say nothing, those `below`.
    fn above(self, below: Self) -> Self {
        let says_secret = self.client_secret.is_some() || self.client_secret_file.is_some();
        let (client_secret, client_secret_file) = match says_secret {
            true => (self.client_secret, self.client_secret_file),
            false => (below.client_secret, below.client_secret_file),
        };
        Self {
            base: self.base.or(below.base),
            tenant: self.tenant.or(below.tenant),
            client_id: self.client_id.or(below.client_id),
            client_secret,
            client_secret_file,
            ca_file: self.ca_file.or(below.ca_file),
            allow_http: self.allow_http.or(below.allow_http),
            resource: self.resource.or(below.resource),
            allowed_scopes: self.allowed_scopes.or(below.allowed_scopes),
        }
    }
}

/// A setting that there must be; empty is as good as none.
fn required(value: Option<String>, key: &str, meaning: &str) -> Result<String, Refusal> {
    value.filter(|value| !value.is_empty()).ok_or_else(|| {
        let variable = key.to_uppercase().replace('-', "_");
        Refusal::from(format!(
            "SCAIKEY_{variable} is not set: set it to the {meaning}, or write {key} into a file for --config"
        ))
    })
}

#[cfg(test)]
mod tests;
