//! `mock`: serves a mock deployment until it is ended.

mod authority;
mod exports;
mod faults;
mod setup;

use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Args;
use scaikey_host::{Clocks, SystemClocks};
use scaikey_mock::{Application, Certificate, Mock as Deployment, Server};
use scaikey_terminal::{Error, Setting, Switch};
use tokio::runtime::Builder;

use super::print;
use super::signals::Signals;
use authority::Authority;
use exports::Exports;
use setup::SetupFlags;

#[derive(Args)]
pub(super) struct Mock {
    /// Listen here, beyond this machine only with --tls; port 0 is any that is free [default: 127.0.0.1:0]
    #[arg(long, env = "SCAIKEY_MOCK_LISTEN", value_name = "ADDRESS")]
    listen: Option<Setting<Listen>>,
    /// Serve https, with a certificate for localhost that is new at each start
    #[arg(long, env = "SCAIKEY_MOCK_TLS", value_name = "SWITCH",
        num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    tls: Option<Setting<Switch>>,
    /// Write the certificate of its authority to this file, and remove it at the end [default: a file in a new folder]
    #[arg(long, env = "SCAIKEY_MOCK_CA_FILE", value_name = "FILE", requires = "tls")]
    ca_file: Option<Setting<PathBuf>>,
    /// Print the lines for the application with this client id first, to be pasted into a shell [default: the first one]
    #[arg(long, env = "SCAIKEY_MOCK_APPLICATION", value_name = "ID")]
    application: Option<Setting<String>>,
    #[command(flatten)]
    setup: SetupFlags,
}

/// Where to listen.
#[derive(Clone, Debug)]
struct Listen(SocketAddr);

impl Mock {
    /// Serves until a signal ends it.
    pub(super) fn run(self) -> Result<u8, Error> {
        let address = Setting::value(&self.listen)
            .map_or_else(|| (Ipv4Addr::LOCALHOST, 0).into(), |Listen(address)| *address);
        let is_tls = Switch::is_on(&self.tls);
        if !is_tls && !address.ip().is_loopback() {
            return Err(Error::usage(
                "--listen beyond this machine in plain http shows secrets to the network: add --tls",
            ));
        }
        let setup = self.setup.read()?;
        let certificate = is_tls.then(|| Certificate::new(now(), setup.defect));
        let tenants = setup.tenants.clone();
        let deployment = Deployment::new(setup);
        let id = Setting::value(&self.application).map(String::as_str);
        let (first, rest) = first(deployment.applications(), id)?;
        let file = Setting::value(&self.ca_file).cloned();
        let authority =
            certificate.as_ref().map(|certificate| Authority::write(certificate.authority_pem(), file));
        let authority = authority.transpose()?;
        let unable = |error: io::Error| Error::usage(format!("cannot listen on {address}: {error}"));
        let runtime = Builder::new_current_thread().enable_all().build().map_err(unable)?;
        runtime.block_on(async {
            let mut signals = Signals::listen().map_err(unable)?;
            let server = deployment.serve(address, certificate.as_ref(), now, log);
            let server = server.await.map_err(unable)?;
            let base = base(&server);
            let authority = authority.as_ref().map(Authority::path);
            let exports = Exports { base: &base, authority, tenants: &tenants };
            print(|out| exports.write(&first, &rest, out))?;
            signals.next().await;
            Ok(0)
        })
    }
}

impl FromStr for Listen {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| "expected an IP address and a port, such as 127.0.0.1:0")
    }
}

/// The application that is asked for, and all others.
fn first(all: &[Application], id: Option<&str>) -> Result<(Application, Vec<Application>), Error> {
    let mut rest = all.to_vec();
    let place = rest.iter().position(|application| id.is_none_or(|id| application.id == id));
    let place = place.ok_or_else(|| {
        let ids: Vec<_> = all.iter().map(|application| application.id.as_str()).collect();
        Error::usage(format!(
            "no application has the id {:?}: there are {}",
            id.unwrap_or_default(),
            ids.join(", ")
        ))
    })?;
    Ok((rest.remove(place), rest))
}

/// Where a client on this machine finds it. The certificate knows no other names.
fn base(server: &Server) -> String {
    let address = server.address();
    if address.ip().is_loopback() { server.base() } else { format!("https://localhost:{}", address.port()) }
}

fn now() -> Duration {
    SystemClocks.wall()
}

fn log(line: &str) {
    // A failed write to standard error is ignored: there is nowhere else to report it.
    let _ = writeln!(io::stderr(), "{line}");
}

pub(super) fn after_help(name: &str) -> String {
    format!(
        "\
The file holds [[application]] tables with id, secret, allowed_scopes, token_lifetime, tenant and name, [[tenant]]
tables with slug, id and name, and a table [faults]. Without one, there are applications whose secrets are new at each
start.

GET, PUT and DELETE of /mock/faults show, replace and clear the faults. Only clients on a loopback address may do so,
wherever the mock listens.

Variables stand in for flags: SCAIKEY_MOCK_LISTEN, SCAIKEY_MOCK_TLS, SCAIKEY_MOCK_CA_FILE, SCAIKEY_MOCK_APPLICATION and
SCAIKEY_MOCK_CONFIG. A flag goes before its variable.

Examples:
  {name} mock
  {name} mock --tls --application app_invoices
  {name} mock --lifetime 40 --refuse 1
  {name} mock --at token-endpoint --status 503 --retry-after 2 --next 3
  {name} mock --tls --defect certificate-expired

Exit codes:
  0  SIGINT, SIGTERM, SIGHUP or SIGQUIT ended it
  2  the command line or a file is wrong, or it cannot listen there"
    )
}
