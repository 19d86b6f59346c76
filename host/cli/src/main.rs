//! The `scaikey` command: a token, a call, or a look at a component, from a shell.

mod call;
mod completions;
mod export;
mod inspect;
mod status;
mod token;

mod options;
mod settings;
mod setup;
mod source;

mod content;
mod draft;

mod fields;
mod heads;
mod secrets;
mod steps;

mod answer;
mod disarm;
mod indented;

mod trouble;
mod usage;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use trouble::Trouble;

/// Does what the command line says: the exit status once there is an answer, or else a line on standard error.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let command = match Arguments::try_parse() {
        Ok(arguments) => arguments.command,
        Err(error) => return usage::explain(&error),
    };
    command.run().await.unwrap_or_else(|trouble| trouble.tell())
}

/// Call ScaiKey with client credentials, through a WebAssembly component
#[derive(Parser)]
#[command(name = "scaikey", version, arg_required_else_help = false, disable_help_subcommand = true)]
#[command(after_help = usage::notes())]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(after_help = usage::after(token::EXAMPLES))]
    Token(token::Token),
    #[command(after_help = usage::after(call::EXAMPLES))]
    Call(call::Call),
    #[command(after_help = usage::after(status::EXAMPLES))]
    Status(status::Status),
    #[command(after_help = inspect::EXAMPLES)]
    Inspect(inspect::Inspect),
    #[command(after_help = export::EXAMPLES)]
    Export(export::Export),
    #[command(after_help = completions::EXAMPLES)]
    Completions(completions::Completions),
}

impl Command {
    async fn run(self) -> Result<ExitCode, Trouble> {
        match self {
            Self::Token(token) => token.run().await,
            Self::Call(call) => call.run().await,
            Self::Status(status) => status.run().await,
            Self::Inspect(inspect) => inspect.run(),
            Self::Export(export) => export.run(),
            Self::Completions(completions) => completions.run(Arguments::command()),
        }
    }
}

/// Writes to standard output, which may be closed.
fn print(bytes: impl AsRef<[u8]>) -> Result<(), Trouble> {
    let mut output = io::stdout().lock();
    let written = output.write_all(bytes.as_ref()).and_then(|()| output.flush());
    written.map_err(|error| unwritable(&error))
}

/// Standard output is closed, or its disk is full.
fn unwritable(error: &io::Error) -> Trouble {
    Trouble::NoAnswer(format!("cannot write to standard output: {error}"))
}

/// Writes a line to standard error that commands no terminal, whatever strangers put into `text`. Nobody is left to
/// tell if that fails.
fn note(mark: &str, text: &str) {
    writeln!(io::stderr(), "{mark} {}", disarm::disarmed(text.trim_end(), &[])).ok();
}
