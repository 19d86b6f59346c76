//! `scaikey completions`

use std::process::ExitCode;

use clap::{Args, Command};
use clap_complete::Shell;
use scaikey_terminal::Error;

use crate::print;

/// Print the completions of a shell
#[derive(Args)]
pub(crate) struct Completions {
    /// Which shell
    shell: Shell,
}

impl Completions {
    pub(crate) fn run(self, mut command: Command) -> Result<ExitCode, Error> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "scaikey", &mut script);
        print(script)?;
        Ok(ExitCode::SUCCESS)
    }
}

pub(crate) const EXAMPLES: &str = "\
Examples:
  source <(scaikey completions bash)
  scaikey completions zsh >~/.zfunc/_scaikey
  scaikey completions fish >~/.config/fish/completions/scaikey.fish";
