//! The subcommands, one file each.

mod call;
mod environment;
mod export;
mod inspect;
mod source;
mod token;
mod trouble;
pub(crate) mod usage;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use trouble::Trouble;

#[derive(Subcommand)]
pub(crate) enum Command {
    #[command(after_help = usage::NOTES)]
    Token(token::Token),
    #[command(after_help = usage::NOTES)]
    Call(call::Call),
    Inspect(inspect::Inspect),
    Export(export::Export),
}

impl Command {
    /// The exit status once there is an answer, or what kept us from one.
    pub(crate) async fn run(self) -> Result<ExitCode, Trouble> {
        match self {
            Self::Token(token) => token.run().await,
            Self::Call(call) => call.run().await,
            Self::Inspect(inspect) => inspect.run(),
            Self::Export(export) => export.run(),
        }
    }
}

/// Writes to standard output, which may be closed.
fn print(bytes: impl AsRef<[u8]>) -> Result<(), Trouble> {
    let mut output = io::stdout().lock();
    let written = output.write_all(bytes.as_ref()).and_then(|()| output.flush());
    written.map_err(|error| Trouble::NoAnswer(format!("cannot write to standard output: {error}")))
}
