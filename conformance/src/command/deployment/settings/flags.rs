//! Settings from the command line: none that says whom secrets are sent to, and no secret.

use std::path::PathBuf;

use clap::Args;

use super::super::super::quoted::quoted;
use super::Settings;

#[derive(Args)]
pub(in super::super) struct Flags {
    /// A TOML file with the keys base, tenant, client-id, client-secret or client-secret-file, ca-file, allow-http,
    /// resource and allowed-scopes. The variables SCAIKEY_BASE and so on go before it
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Certificates in PEM to trust beside the system's roots
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Permit plain http beyond this machine, which shows the secret to the network
    #[arg(long)]
    allow_http: bool,
    /// A path that an application of a tenant may read
    #[arg(long, value_name = "PATH")]
    resource: Option<String>,
    /// All scopes that the application is allowed, separated by spaces
    #[arg(long, value_name = "SCOPES")]
    allowed_scopes: Option<String>,
}

impl Flags {
    /// The same once more, as it is written behind a command.
    pub(in super::super) fn again(&self) -> String {
        let path = |path: &Option<PathBuf>| path.as_ref().map(|path| quoted(path.display()));
        let said = [
            ("--config", path(&self.config)),
            ("--ca-file", path(&self.ca_file)),
            ("--allow-http", self.allow_http.then(String::new)),
            ("--resource", self.resource.as_ref().map(quoted)),
            ("--allowed-scopes", self.allowed_scopes.as_ref().map(quoted)),
        ];
        let said = said.into_iter().filter_map(|(flag, value)| Some((flag, value?)));
        said.map(|(flag, value)| format!(" {flag} {value}").trim_end().to_owned()).collect()
    }
}

impl From<Flags> for Settings {
    fn from(Flags { ca_file, allow_http, resource, allowed_scopes, .. }: Flags) -> Self {
        Self {
            ca_file,
            allow_http: allow_http.then_some(true),
            resource,
            allowed_scopes: allowed_scopes.as_deref().map(super::environment::words),
            ..Self::default()
        }
    }
}
