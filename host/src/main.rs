//! The `scaikey` command: a token, a call, or a look at a component, from a shell.

mod command;

use std::process::ExitCode;

use clap::Parser;

use command::{Command, usage};

/// Call ScaiKey with client credentials, through a WebAssembly component.
#[derive(Parser)]
#[command(name = "scaikey", version, after_help = usage::NOTES, arg_required_else_help = false, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let command = match Arguments::try_parse() {
        Ok(arguments) => arguments.command,
        Err(error) => return usage::explain(&error),
    };
    command.run().await.unwrap_or_else(|trouble| {
        eprintln!("scaikey: {trouble}");
        trouble.exit_code()
    })
}
