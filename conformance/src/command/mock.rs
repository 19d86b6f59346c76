//! `mock`: is a deployment, until it is told to end.

mod authority;
mod exports;
mod faults;
mod setup;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use scaikey_host::{Clocks, SystemClocks};
use scaikey_mock::{Application, Certificate, Mock as Deployment, Server};
use tokio::runtime::Builder;

use super::print;
use super::refusal::Refusal;
use super::signals::Wishes;
use authority::Authority;
use exports::Exports;
use setup::SetupFlags;

#[derive(Args)]
pub(super) struct Mock {
    /// Listen here; port 0 is any that is free. Beyond this machine only with --tls
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0", value_parser = address)]
    listen: SocketAddr,
    /// Serve https, with a certificate for localhost that is new at each start
    #[arg(long)]
    tls: bool,
    /// Write the certificate of its authority to this file, which is gone when the mock ends; to one in a new folder
    /// unless set
    #[arg(long, value_name = "FILE", requires = "tls")]
    ca_file: Option<PathBuf>,
    /// Print the lines for the application with this client id first, ready to be pasted into a shell; those for the
    /// first of all unless set
    #[arg(long, value_name = "ID")]
    application: Option<String>,
    #[command(flatten)]
    setup: SetupFlags,
}

impl Mock {
    /// Serves until the wish for its end comes.
    pub(super) fn run(self) -> Result<u8, Refusal> {
        if !self.tls && !self.listen.ip().is_loopback() {
            let text = "--listen beyond this machine in plain http shows secrets to the network: add --tls";
            return Err(text.to_owned().into());
        }
        let setup = self.setup.read()?;
        let certificate = self.tls.then(|| Certificate::new(now(), setup.defect));
        let tenants = setup.tenants.clone();
        let deployment = Deployment::new(setup);
        let (first, rest) = first(deployment.applications(), self.application.as_deref())?;
        let authority = certificate
            .as_ref()
            .map(|certificate| Authority::write(certificate.authority_pem(), self.ca_file));
        let authority = authority.transpose()?;
        let unable = |error: io::Error| Refusal::from(format!("cannot listen on {}: {error}", self.listen));
        let runtime = Builder::new_current_thread().enable_all().build().map_err(unable)?;
        runtime.block_on(async {
            let mut wishes = Wishes::listen().map_err(unable)?;
            let server = deployment.serve(self.listen, certificate.as_ref(), now, log);
            let server = server.await.map_err(unable)?;
            let base = base(&server);
            let authority = authority.as_ref().map(Authority::path);
            let exports = Exports { base: &base, authority, tenants: &tenants };
            print(|out| exports.write(&first, &rest, out))?;
            wishes.next().await;
            Ok(0)
        })
    }
}

fn address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "an IP address and a port, such as 127.0.0.1:0")
}

/// The application that is asked for, and all others.
fn first(all: &[Application], id: Option<&str>) -> Result<(Application, Vec<Application>), Refusal> {
    let mut rest = all.to_vec();
    let place = rest.iter().position(|application| id.is_none_or(|id| application.id == id));
    let place = place.ok_or_else(|| {
        let ids: Vec<_> = all.iter().map(|application| application.id.as_str()).collect();
        Refusal::from(format!(
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
    // Nobody is left to tell if this fails.
    let _ = writeln!(io::stderr(), "{line}");
}
