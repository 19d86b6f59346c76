//! The `scaikey` command: a token, a call, or a look at a component, from a shell.

mod answer;
mod call;
mod completions;
mod error;
mod export;
mod inspect;
mod options;
mod settings;
mod setup;
mod source;
mod status;
mod token;
mod trace;

use std::env;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use scaikey_terminal::{Error, Flags, parse, show};

use settings::Settings;

/// Does what the command line says. Answers go to standard output, an error is a line on standard error.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let outcome = match parse::<Arguments>(Arguments::command(), env::args_os()) {
        Ok(arguments) => arguments.command.run().await,
        Err(error) => show(&error).map(ExitCode::from).map_err(error::no_answer),
    };
    outcome.unwrap_or_else(|error| error.report("scaikey:"))
}

/// Call ScaiKey with client credentials, through a WebAssembly component
#[derive(Parser)]
#[command(name = "scaikey", version, arg_required_else_help = false, disable_help_subcommand = true)]
#[command(after_help = after_help())]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    #[command(after_help = settings::after_help(token::EXAMPLES))]
    Token(token::Token),
    #[command(after_help = settings::after_help(call::EXAMPLES))]
    Call(call::Call),
    #[command(after_help = settings::after_help(status::EXAMPLES))]
    Status(status::Status),
    #[command(after_help = inspect::EXAMPLES)]
    Inspect(inspect::Inspect),
    #[command(after_help = export::EXAMPLES)]
    Export(export::Export),
    #[command(after_help = completions::EXAMPLES)]
    Completions(completions::Completions),
}

impl Command {
    async fn run(self) -> Result<ExitCode, Error> {
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

/// What the help of the whole command ends with.
fn after_help() -> String {
    let line = |name: &str, meaning: &str| format!("\n  {name:<29}  {meaning}");
    let settings = Flags::<Settings>::variables().map(|(name, meaning)| line(&name, &meaning));
    let others = VARIABLES.iter().map(|(name, meaning)| line(name, meaning));
    let variables: String = settings.chain(others).collect();
    format!("{EXAMPLES}\n\n{}\n\nEnvironment:{variables}\n\n{}", settings::SOURCES, error::EXIT_STATUS)
}

/// Writes to standard output, which may be closed.
fn print(bytes: impl AsRef<[u8]>) -> Result<(), Error> {
    scaikey_terminal::print(bytes).map_err(error::no_answer)
}

const EXAMPLES: &str = "\
Examples:
  export SCAIKEY_BASE=https://scaikey.example SCAIKEY_CLIENT_ID=my-service
  read -rs SCAIKEY_CLIENT_SECRET && export SCAIKEY_CLIENT_SECRET
  scaikey call GET /api/v1/admin/tenants
  scaikey status GET /api/v1/admin/tenants --format json
  scaikey inspect my.wasm";

const VARIABLES: [(&str, &str); 4] = [
    ("XDG_CONFIG_HOME", "Where scaikey/config.toml is looked for; default ~/.config"),
    ("XDG_CACHE_HOME", "Where compiled components are kept, in scaikey; default ~/.cache"),
    ("SSL_CERT_FILE, SSL_CERT_DIR", "Roots in place of the system's; proxy variables are not looked at"),
    ("NO_COLOR", "No colours, also on a terminal"),
];
