//! The way from settings to an open client.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use scaikey_host::{Authority, Cache, Client, Component, Engine, Interruption, Pool};
use scaikey_terminal::{Error, Flags, Setting, Switch};
use tracing::debug;

use crate::error::{self, no_answer};
use crate::settings::{self, Settings, Timeout};
use crate::{options, source, trace};

/// Which component, with which settings.
#[derive(Args)]
pub(crate) struct Setup {
    /// Write each exchange, its status and its duration to standard error
    #[arg(short, long)]
    verbose: bool,
    /// Another component of this world, in place of the built-in one
    #[arg(long, value_name = "FILE")]
    component: Option<PathBuf>,
    /// Configuration file, in place of the usual one
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags<Settings>,
}

/// A client, and what belongs to it.
pub(crate) struct Opened {
    pub(crate) client: Client,
    pub(crate) network: Pool,
    /// Time for each call.
    pub(crate) timeout: Option<Duration>,
    /// Bytes of a request body at most.
    pub(crate) request_limit: u64,
}

impl Setup {
    /// Opens a client. Sends nothing.
    pub(crate) async fn open(self) -> Result<Opened, Error> {
        if self.verbose {
            trace::watch();
        }
        let settings = self.flags.read(self.config.or_else(settings::usual_file).as_deref())?;
        let timeout = Setting::value(&settings.timeout).map(|Timeout(span)| *span);
        let options = options::of(&settings, timeout)?;
        let network = Pool::with(options::tls(&settings)?, options::network(timeout));
        let component = load(self.component.as_deref(), &settings)?;
        let (request_limit, limits) = (options::request_limit(&options), options::limits(&options));
        let client = Client::builder(&component).transport(Arc::new(network.clone()));
        let client = client.limits(limits).open(options).await.map_err(error::of)?;
        Ok(Opened { client, network, timeout, request_limit })
    }
}

fn load(file: Option<&Path>, settings: &Settings) -> Result<Component, Error> {
    let bytes = source::read(file)?;
    let engine = Engine::new(Interruption::Epochs).map_err(error::of)?;
    let engine = match cache(settings) {
        Some(cache) => engine.cached(cache),
        None => engine,
    };
    Component::load(&engine, &bytes, Authority::Least)
        .map_err(|error| no_answer(format!("{}: {error}", source::name(file))))
}

/// The user's cache. The command works without it, only slower.
fn cache(settings: &Settings) -> Option<Cache> {
    if Switch::is_on(&settings.no_cache) {
        return None;
    }
    let directory = Cache::usual_directory(|name| env::var_os(name))?;
    Cache::open(directory)
        .inspect_err(
            |error| debug!(name: "scaikey.cache.unused", target: "scaikey", reason = %error, "no cache"),
        )
        .ok()
}
