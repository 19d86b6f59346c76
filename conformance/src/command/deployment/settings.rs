//! Which deployment is judged, and as which application.

use clap::Args;
use scaikey_terminal::{Account, Error, Setting, Words};
use serde::Deserialize;

use crate::deployment::{Address, Internet, Target};

/// The settings of a run. There is no `Debug`, since one is a secret.
#[derive(Args, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
#[command(next_help_heading = "Settings")]
pub(super) struct Settings {
    #[command(flatten)]
    #[serde(flatten)]
    account: Account,
    /// A path that an application of a tenant may read
    #[arg(long, env = "SCAIKEY_RESOURCE", value_name = "PATH")]
    resource: Option<Setting<String>>,
    /// All scopes that the application is allowed, separated by spaces
    #[arg(long, env = "SCAIKEY_ALLOWED_SCOPES", value_name = "SCOPES")]
    allowed_scopes: Option<Setting<Words>>,
}

impl Settings {
    /// The deployment, and the way to it. Reads the files that the settings name.
    pub(super) fn target(&self) -> Result<(Target, Internet), Error> {
        let trusting = self.account.trusted(|roots| Internet::new(Some(roots)))?;
        let internet = trusting.map_or_else(|| Internet::new(None), Ok)?;
        let target = Target::new(Address {
            base: self.account.base()?.to_owned(),
            tenant: self.account.tenant().map(str::to_owned),
            client_id: self.account.client_id()?.to_owned(),
            client_secret: self.account.client_secret()?.as_str().into(),
            resource: Setting::value(&self.resource).cloned(),
            allowed_scopes: Setting::value(&self.allowed_scopes).map(|Words(scopes)| scopes.clone()),
            allow_http: self.account.allows_http(),
        })?;
        Ok((target, internet))
    }
}
