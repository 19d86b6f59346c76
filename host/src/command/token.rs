//! `scaikey token`

use std::process::ExitCode;

use clap::Args;

use crate::source::Source;
use crate::trouble::Trouble;

/// Get a token and show its lifetime and scopes
#[derive(Args)]
pub(crate) struct Token {
    /// Print the token, and nothing else
    #[arg(long)]
    reveal: bool,
    #[command(flatten)]
    source: Source,
}

impl Token {
    pub(crate) async fn run(self) -> Result<ExitCode, Trouble> {
        let token = self.source.open().await?.token(None).await?;
        if self.reveal {
            println!("{}", token.value.expose());
            return Ok(ExitCode::SUCCESS);
        }
        println!("lifetime   {} s", token.remaining.as_secs());
        println!("fresh for  {} s", token.fresh_for.as_secs());
        match token.scopes.join(" ").as_str() {
            "" => println!("scopes     not named by the server: those asked for"),
            scopes => println!("scopes     {scopes}"),
        }
        Ok(ExitCode::SUCCESS)
    }
}
