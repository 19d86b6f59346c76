//! The way from settings to an open client.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::{ArgAction, Args};
use scaikey_host::{Authority, Cache, Client, Component, Engine, Interruption, Pooled, Transport};
use tracing::debug;

use super::heads::Heads;
use super::options;
use super::settings::{Flags, Settings};
use super::source;
use super::steps;
use super::trouble::Trouble;

/// Which component, with which settings.
#[derive(Args)]
pub(super) struct Setup {
    /// Tell each step on standard error; -vv the header fields too, with harmless values
    #[arg(short, long, action = ArgAction::Count)]
    verbose: u8,
    /// Another component of this world, in place of the built-in one
    #[arg(long, value_name = "FILE")]
    component: Option<PathBuf>,
    /// Configuration file, in place of the usual one
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags,
}

/// A client, and what belongs to it.
pub(super) struct Opened {
    pub(super) client: Client,
    pub(super) network: Pooled,
    /// Time for each call.
    pub(super) timeout: Option<Duration>,
    /// Bytes of a request body at most.
    pub(super) request_limit: u64,
}

impl Setup {
    /// Opens a client. Sends nothing.
    pub(super) async fn open(self) -> Result<Opened, Trouble> {
        if self.verbose > 0 {
            steps::watch();
        }
        let settings = Settings::read(self.flags, self.config.as_deref(), |name| env::var(name))?;
        let timeout = settings.seconds("timeout")?;
        let options = options::of(&settings, timeout)?;
        let network = Pooled::with(options::tls(&settings)?, options::network(timeout));
        let transport: Arc<dyn Transport> = match self.verbose {
            0 | 1 => Arc::new(network.clone()),
            _ => Arc::new(Heads::of(network.clone(), &options.client_secret)),
        };
        let component = load(self.component.as_deref(), &settings)?;
        let (request_limit, limits) = (options::request_limit(&options), options::limits(&options));
        let client = Client::builder(&component).transport(transport).limits(limits).open(options).await?;
        Ok(Opened { client, network, timeout, request_limit })
    }
}

fn load(file: Option<&Path>, settings: &Settings) -> Result<Component, Trouble> {
    let bytes = source::read(file)?;
    let engine = Engine::new(Interruption::Epochs)?;
    let engine = match cache(settings)? {
        Some(cache) => engine.cached(cache),
        None => engine,
    };
    Component::load(&engine, &bytes, Authority::Least)
        .map_err(|error| Trouble::NoAnswer(format!("{}: {error}", source::name(file))))
}

/// The user's cache. One that cannot be used is done without: it saves time and nothing else.
fn cache(settings: &Settings) -> Result<Option<Cache>, Trouble> {
    if settings.is_on("no-cache")? {
        return Ok(None);
    }
    let Some(directory) = Cache::usual_directory(|name| env::var_os(name)) else { return Ok(None) };
    Ok(Cache::open(directory)
        .inspect_err(
            |error| debug!(name: "scaikey.cache.unused", target: "scaikey", reason = %error, "no cache"),
        )
        .ok())
}
