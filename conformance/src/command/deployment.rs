//! `deployment`: judges one.

mod banner;
mod pacing;
mod plan;
mod settings;

use std::io;
use std::path::PathBuf;

use clap::Args;
use scaikey_terminal::{Error, Flags, complain, progress, quoted};

use super::delivery::{Delivery, UNWRITTEN};
use super::run_flags::{RunFlags, RunInputs};
use super::selection::Suite;
use super::signals::{self, ABANDONED};
use crate::core::options::RunOptions;
use crate::deployment::{DeploymentOptions, Internet, Interrupt, Target, judge_deployment};
use crate::report::Report;
use pacing::PacingFlags;
use settings::Settings;

#[derive(Args)]
pub(super) struct Deployment {
    /// Show every request that would be sent, secrets redacted, and send nothing
    #[arg(long, conflicts_with = "report")]
    plan: bool,
    #[command(flatten)]
    pacing: PacingFlags,
    #[command(flatten)]
    run: RunFlags,
    /// A TOML file of settings, such as base = "https://scaikey.example"; variables and flags go before it
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Flags<Settings>,
}

impl Deployment {
    /// Judges it and writes the reports, or shows what would be sent.
    pub(super) fn run(self, command: &str) -> Result<u8, Error> {
        let mut command = format!("{command} deployment");
        for (flag, path) in [("--config", &self.config), ("--expectations", &self.run.expectations)] {
            let given = path.as_ref().map(|path| format!(" {flag} {}", quoted(path.display())));
            command += &given.unwrap_or_default();
        }
        command += &self.settings.given();
        let RunInputs { selection, expectations, strict, destinations } =
            self.run.read(Suite::Deployments)?;
        let (target, internet) = self.settings.read(self.config.as_deref())?.target()?;
        let (allowed, pacing) = (self.pacing.allowed(), self.pacing.pacing());
        let run = RunOptions { selection, expectations, strict, ..RunOptions::default() };
        let options = DeploymentOptions { run, allowed, pacing, command };
        if self.plan {
            return plan::show(&target, &options);
        }
        let interrupt = Interrupt::new();
        let given = interrupt.clone();
        let judged = signals::interruptible(&interrupt, move || {
            let delivery = Delivery::open(destinations);
            // Nothing is sent for a report that cannot be written.
            if !delivery.is_complete() {
                return Ok(UNWRITTEN);
            }
            judge(&target, &internet, &options, &given).map(|report| delivery.deliver(&report))
        });
        judged.map_err(unable)?.unwrap_or(Ok(ABANDONED))
    }
}

/// The report on a deployment. Writes to standard error what is judged, the progress, and why the run stopped.
fn judge(
    target: &Target,
    internet: &Internet,
    options: &DeploymentOptions,
    interrupt: &Interrupt,
) -> Result<Report, Error> {
    banner::show(target, options);
    let told = |id: &str, left| progress(&format!("{left} left: {id}"));
    let judged = judge_deployment(target, internet, options, interrupt, &told);
    progress("");
    let judged = judged.map_err(unable)?;
    if let Some(stopped) = judged.stopped {
        complain("error:", stopped.as_str());
    }
    Ok(judged.report)
}

fn unable(error: io::Error) -> Error {
    Error::usage(format!("this machine cannot run it: {error}"))
}

pub(super) fn after_help(name: &str) -> String {
    format!(
        "\
Where settings come from:
  A setting is a flag, --client-id, a variable, SCAIKEY_CLIENT_ID, or a key of the file that --config names,
  client-id = \"my-service\"; the first of these that has it wins. An empty variable counts as unset, an empty
  flag overrides the variable and the file. The file is TOML; its paths start from its folder.
  The client secret has no flag, since everybody sees command lines: it is SCAIKEY_CLIENT_SECRET, or
  client-secret in the file, or what stands in client-secret-file. A file with a secret must be its owner's
  alone (chmod 600).

Examples:
  {name} deployment --plan
  {name} deployment --report junit=deployment.xml --report json=deployment.json
  {name} deployment --config scaikey.toml --strict --allow noisy,slow
  {name} explain admin.forbidden

Exit codes:
  0  conformant: every MUST (with --strict every SHOULD too) that this application can judge was judged and kept
  1  nonconformant: a MUST is broken, or what is known to fail passes or was not judged
  2  the command line, a setting or a file is wrong
  3  undecided: the network, a gateway, the budget or refused credentials kept something from being judged
  4  partial: a MUST (with --strict a SHOULD) was left out, the run was interrupted, or nothing ran
  130  a second signal ended it at once: reports may be missing

SIGINT, SIGTERM, SIGHUP and SIGQUIT interrupt it: what is under way ends, and the reports are complete."
    )
}
