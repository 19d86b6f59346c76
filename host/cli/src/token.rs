//! `scaikey token`

use std::process::ExitCode;

use clap::Args;

use super::disarm::disarmed;
use super::print;
use super::setup::Setup;
use super::trouble::Trouble;

/// Get a token and show its lifetime and scopes
#[derive(Args)]
pub(super) struct Token {
    /// Print the token, and nothing else
    #[arg(long)]
    reveal: bool,
    #[command(flatten)]
    setup: Setup,
}

impl Token {
    pub(super) async fn run(self) -> Result<ExitCode, Trouble> {
        let opened = self.setup.open().await?;
        let token = opened.client.token(opened.timeout).await?;
        if self.reveal {
            print(disarmed(token.value.expose(), &[]) + "\n")?;
            return Ok(ExitCode::SUCCESS);
        }
        let (lifetime, fresh) = (token.remaining.as_secs(), token.fresh_for.as_secs());
        let scopes = match token.scopes.join(" ") {
            none if none.is_empty() => "not named by the server: those asked for".into(),
            scopes => disarmed(&scopes, &[]),
        };
        print(format!("lifetime   {lifetime} s\nfresh for  {fresh} s\nscopes     {scopes}\n"))?;
        Ok(ExitCode::SUCCESS)
    }
}

pub(super) const EXAMPLES: &str = "\
Examples:
  scaikey token
  scaikey token --reveal --tenant acme --scopes 'tenants.read users.read'
  scaikey token --client-secret-file - <secret -v";
