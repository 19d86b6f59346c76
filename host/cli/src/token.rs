//! `scaikey token`

use std::process::ExitCode;

use clap::Args;
use scaikey_terminal::{Error, escaped};

use crate::answer::print_as_sent;
use crate::setup::Setup;
use crate::{error, print};

/// Get a token and show its lifetime and scopes
#[derive(Args)]
pub(crate) struct Token {
    /// Print the token, and nothing else
    #[arg(long)]
    reveal: bool,
    #[command(flatten)]
    setup: Setup,
}

impl Token {
    pub(crate) async fn run(self) -> Result<ExitCode, Error> {
        let opened = self.setup.open().await?;
        let token = opened.client.token(opened.timeout).await.map_err(error::of)?;
        if self.reveal {
            print_as_sent(format!("{}\n", token.value.expose()).as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        }
        let (lifetime, fresh) = (token.remaining.as_secs(), token.fresh_for.as_secs());
        let scopes = match token.scopes.join(" ") {
            none if none.is_empty() => "not named by the server: those asked for".into(),
            scopes => escaped(&scopes, &[]),
        };
        print(format!("lifetime   {lifetime} s\nfresh for  {fresh} s\nscopes     {scopes}\n"))?;
        Ok(ExitCode::SUCCESS)
    }
}

pub(crate) const EXAMPLES: &str = "\
Examples:
  scaikey token
  scaikey token --reveal --tenant acme --scopes 'tenants.read users.read'
  scaikey token --client-secret-file - <secret -v";
