//! `scaikey completions`

use std::process::ExitCode;

use clap::{Args, Command};
use clap_complete::Shell;

use super::print;
use super::trouble::Trouble;

/// Print the completions of a shell
#[derive(Args)]
pub(super) struct Completions {
    /// Which shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, mut command: Command) -> Result<ExitCode, Trouble> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "scaikey", &mut script);
        print(script)?;
        Ok(ExitCode::SUCCESS)
    }
}

pub(super) const EXAMPLES: &str = "\
Examples:
  source <(scaikey completions bash)
  scaikey completions zsh >~/.zfunc/_scaikey
  scaikey completions fish >~/.config/fish/completions/scaikey.fish";
