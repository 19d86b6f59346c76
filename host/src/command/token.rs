//! `scaikey token`

use std::process::ExitCode;

use clap::Args;

use super::print;
use super::source::Source;
use super::trouble::Trouble;

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
            print(token.value.expose())?;
            print("\n")?;
            return Ok(ExitCode::SUCCESS);
        }
        let (lifetime, fresh) = (token.remaining.as_secs(), token.fresh_for.as_secs());
        let scopes = match token.scopes.join(" ") {
            none if none.is_empty() => "not named by the server: those asked for".into(),
            scopes => scopes,
        };
        print(format!("lifetime   {lifetime} s\nfresh for  {fresh} s\nscopes     {scopes}\n"))?;
        Ok(ExitCode::SUCCESS)
    }
}
