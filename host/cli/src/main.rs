//! The `scaikey` command: a token, a call, or a look at a component, from a shell.

mod command;

use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    command::run().await
}
