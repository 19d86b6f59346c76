//! `scaikey export`

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use scaikey_terminal::Error;

/// Write the built-in component to a file
#[derive(Args)]
pub(crate) struct Export {
    /// Where to
    file: PathBuf,
    /// Overwrite the file if there is one
    #[arg(long)]
    force: bool,
}

impl Export {
    pub(crate) fn run(self) -> Result<ExitCode, Error> {
        let file = self.file.display();
        self.write().map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Error::usage(format!("{file} exists: overwrite it with --force")),
            _ => Error::usage(format!("cannot write {file}: {error}")),
        })?;
        Ok(ExitCode::SUCCESS)
    }

    fn write(&self) -> io::Result<()> {
        OpenOptions::new()
            .write(true)
            .create(self.force)
            .create_new(!self.force)
            .truncate(self.force)
            .open(&self.file)?
            .write_all(scaikey_component::CLIENT)
    }
}

pub(crate) const EXAMPLES: &str = "\
Examples:
  scaikey export client.wasm
  scaikey export --force client.wasm";
