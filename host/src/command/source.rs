//! Which component to work with, and the way from there to an open client.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use scaikey_host::{Authority, Client, Component, Engine, Interruption};

use super::environment;
use super::trouble::Trouble;

/// The component that makes the call.
#[derive(Args)]
pub(crate) struct Source {
    /// Another component of this world, in place of the built-in one
    #[arg(long, value_name = "FILE")]
    component: Option<PathBuf>,
}

impl Source {
    /// Opens a client with the options of the environment. Sends nothing.
    pub(crate) async fn open(&self) -> Result<Client, Trouble> {
        let options = environment::options(|name| std::env::var(name))?;
        let bytes = read(self.component.as_deref())?;
        let engine = Engine::new(Interruption::Epochs)?;
        let component = Component::load(&engine, &bytes, Authority::Least)
            .map_err(|error| Trouble::NoAnswer(format!("{}: {error}", name(self.component.as_deref()))))?;
        Ok(Client::builder(&component).open(options).await?)
    }
}

/// The bytes of a file, or of the built-in component.
pub(crate) fn read(file: Option<&Path>) -> Result<Cow<'static, [u8]>, Trouble> {
    let Some(file) = file else {
        return Ok(scaikey_component::CLIENT.into());
    };
    let bytes =
        fs::read(file).map_err(|error| Trouble::usage(format!("cannot read {}: {error}", file.display())))?;
    Ok(bytes.into())
}

/// What to call it in a message.
pub(crate) fn name(file: Option<&Path>) -> String {
    file.map_or_else(|| "built-in".into(), |file| file.display().to_string())
}
