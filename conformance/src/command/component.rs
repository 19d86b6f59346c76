//! `component`: judges one.

use std::path::{Path, PathBuf};

use clap::Args;
use scaikey_terminal::{Error, Input, complain, quoted};

use super::delivery::Delivery;
use super::run_flags::{RunFlags, RunInputs, read};
use super::selection::Suite;
use crate::component::capabilities::Capabilities;
use crate::component::options::{ComponentOptions, Transport};
use crate::component::subject::Subject;
use crate::component::suite::{judge, report_unloadable};
use crate::core::options::RunOptions;
use crate::core::redaction::Redacted;
use crate::report::destination::Destination;
use crate::report::{Identity, Report};

#[derive(Args)]
pub(super) struct Component {
    /// The .wasm to judge; the built-in one if left out
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) flags: ComponentFlags,
}

impl Component {
    /// Judges it and writes the reports.
    pub(super) fn run(self, command: &str) -> Result<u8, Error> {
        let (name, mut command, bytes) = match self.file {
            None => ("the built-in component".into(), command.into(), scaikey_component::CLIENT.to_vec()),
            Some(path) => {
                let command = format!("{command} component {}", quoted(path.display()));
                (path.display().to_string(), command, Input::read("FILE", &path, LARGEST)?.bytes().to_vec())
            }
        };
        for (option, path) in self.flags.files() {
            command += &format!(" {option} {}", quoted(path.display()));
        }
        let (options, destinations) = self.flags.read()?;
        let delivery = Delivery::open(destinations);
        Ok(delivery.deliver(&report(name, command, &bytes, &options)))
    }
}

/// The report on these bytes, whatever they are.
fn report(name: String, command: String, bytes: &[u8], options: &ComponentOptions) -> Report {
    match Subject::load(name.clone(), command.clone(), bytes) {
        Ok(subject) => judge(&subject, options),
        Err(unfit) => {
            complain("error:", &unfit.to_string());
            let (name, command) = (Redacted::of_the_suite(&name), Redacted::of_the_suite(&command));
            let subject = Identity { name, digest: None, command };
            report_unloadable(subject, options, &unfit.to_string())
        }
    }
}

/// How a component is judged.
#[derive(Args)]
pub(super) struct ComponentFlags {
    #[command(flatten)]
    run: RunFlags,
    /// A TOML file that says what the component lacks, such as `tenant = false`
    #[arg(long, value_name = "FILE")]
    capabilities: Option<PathBuf>,
    /// What carries requests to the mock
    #[arg(long, value_enum, default_value_t)]
    transport: Transport,
    /// Play the random schedule of this seed only, which makes the run partial
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Stop at the first failure that is not expected
    #[arg(long)]
    fail_fast: bool,
    /// Leave all times of the real clock out of the reports, so that two runs give the same bytes
    #[arg(long)]
    reproducible: bool,
}

impl ComponentFlags {
    /// The files that it takes to judge again in the same way, each with its option.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let files = [("--capabilities", &self.capabilities), ("--expectations", &self.run.expectations)];
        files.into_iter().filter_map(|(option, path)| Some((option, path.as_deref()?)))
    }

    /// How to run, and every place that gets a report. Reads the files.
    pub(super) fn read(self) -> Result<(ComponentOptions, Vec<Destination>), Error> {
        let RunInputs { selection, expectations, strict, destinations } = self.run.read(Suite::Components)?;
        let mut options = ComponentOptions {
            run: RunOptions { selection, expectations, strict, fail_fast: self.fail_fast },
            transport: self.transport,
            reproducible: self.reproducible,
            ..ComponentOptions::default()
        };
        if let Some(path) = self.capabilities {
            options.capabilities = read("--capabilities", &path, Capabilities::read)?;
        }
        if let Some(seed) = self.seed {
            options.seeds = seed..=seed;
        }
        Ok((options, destinations))
    }
}

pub(super) fn after_help(name: &str) -> String {
    format!(
        "\
Examples:
  {name}
  {name} component my.wasm --report junit=judge.xml --report json=judge.json
  {name} --include 'retry.*' --include area:window --exclude level:should
  {name} explain retry.once-after-401

Exit codes:
  0  conformant: every MUST (with --strict every SHOULD too) that this world can judge was judged and kept
  1  nonconformant: a MUST is broken, or what is known to fail passes or was not judged
  2  the command line is wrong, or a file cannot be read or written
  3  undecided: the component cannot be judged, or the suite broke
  4  partial: a MUST (with --strict a SHOULD) or random schedules were left out, or nothing ran"
    )
}

/// Bytes of a component: more than any tool chain makes.
const LARGEST: u64 = 64 << 20;
