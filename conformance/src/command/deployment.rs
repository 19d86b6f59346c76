//! `deployment`: judges one.

mod banner;
mod plan;
mod restraint;
mod settings;

use std::{env, io};

use clap::Args;

use super::deliver::Delivery;
use super::judging::{Judge, Judging};
use super::quoted::quoted;
use super::refusal::{REFUSED, Refusal, complain};
use super::signals::{self, ABANDONED};
use super::subjects::Subjects;
use crate::command::progress;
use crate::core::options::RunOptions;
use crate::deployment::{DeploymentOptions, Internet, Interrupt, Target, judge_deployment};
use crate::report::Report;
use restraint::Restraint;
use settings::{Flags, Settings};

#[derive(Args)]
pub(super) struct Deployment {
    #[command(flatten)]
    settings: Flags,
    /// Show every request that would be sent, secrets redacted, and send nothing
    #[arg(long, conflicts_with = "report")]
    plan: bool,
    #[command(flatten)]
    restraint: Restraint,
    #[command(flatten)]
    judging: Judging,
}

impl Deployment {
    /// Judges it and writes the reports, or shows what would be sent.
    pub(super) fn run(self, command: &str) -> Result<u8, Refusal> {
        let mut command = format!("{command} deployment{}", self.settings.again());
        if let Some(path) = &self.judging.expectations {
            command += &format!(" --expectations {}", quoted(path.display()));
        }
        let Judge { selection, expectations, strict, destinations } =
            self.judging.read(Subjects::Deployments)?;
        let (target, internet) = Settings::read(self.settings, |name| env::var(name))?.target()?;
        let (allowed, pacing) = (self.restraint.allowed(), self.restraint.pacing());
        let run = RunOptions { selection, expectations, strict, ..RunOptions::default() };
        let options = DeploymentOptions { run, allowed, pacing, command };
        if self.plan {
            return plan::show(&target, &options);
        }
        let interrupt = Interrupt::new();
        let given = interrupt.clone();
        let judged = signals::heeding(&interrupt, move || {
            let delivery = Delivery::open(destinations);
            // Nobody is asked for a report that nobody gets.
            if !delivery.is_complete() {
                return Ok(REFUSED);
            }
            judge(&target, &internet, &options, &given).map(|report| delivery.deliver(&report))
        });
        judged.map_err(unable)?.unwrap_or(Ok(ABANDONED))
    }
}

/// The report on a deployment, with a word before, meanwhile and after.
fn judge(
    target: &Target,
    internet: &Internet,
    options: &DeploymentOptions,
    interrupt: &Interrupt,
) -> Result<Report, Refusal> {
    banner::tell(target, options);
    let told = |id: &str, left| progress::tell(&format!("{left} left: {id}"));
    let judged = judge_deployment(target, internet, options, interrupt, &told);
    progress::tell("");
    let judged = judged.map_err(unable)?;
    if let Some(stopped) = judged.stopped {
        complain(stopped.as_str());
    }
    Ok(judged.report)
}

fn unable(error: io::Error) -> Refusal {
    Refusal::from(format!("this machine cannot run it: {error}"))
}
