//! How a component is to be judged.

use std::path::{Path, PathBuf};

use clap::Args;

use super::input;
use super::judging::{Judge, Judging};
use super::refusal::Refusal;
use super::subjects::Subjects;
use crate::component::capabilities::Capabilities;
use crate::component::options::{ComponentOptions, Transport};
use crate::core::options::RunOptions;
use crate::report::destination::Destination;

#[derive(Args)]
pub(super) struct Conditions {
    #[command(flatten)]
    judging: Judging,
    /// A TOML file that says what the component lacks, such as `tenant = false`
    #[arg(long, value_name = "FILE")]
    capabilities: Option<PathBuf>,
    /// What carries requests to the mock
    #[arg(long, value_enum, default_value_t)]
    transport: Transport,
    /// Play the random schedule of this seed only, which makes the run partial
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Stop at the first failure that nobody knows of
    #[arg(long)]
    fail_fast: bool,
    /// Leave all times of the real clock out of the reports, so that two runs give the same bytes
    #[arg(long)]
    reproducible: bool,
}

impl Conditions {
    /// The files that it takes to judge again in the same way, each with its option.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let files = [("--capabilities", &self.capabilities), ("--expectations", &self.judging.expectations)];
        files.into_iter().filter_map(|(option, path)| Some((option, path.as_deref()?)))
    }

    /// The run that was asked for, and every place that hears of it. Reads the files.
    pub(super) fn read(self) -> Result<(ComponentOptions, Vec<Destination>), Refusal> {
        let Judge { selection, expectations, strict, destinations } =
            self.judging.read(Subjects::Components)?;
        let mut options = ComponentOptions {
            run: RunOptions { selection, expectations, strict, fail_fast: self.fail_fast },
            transport: self.transport,
            reproducible: self.reproducible,
            ..ComponentOptions::default()
        };
        if let Some(path) = self.capabilities {
            options.capabilities = input::written(&path, Capabilities::read)?;
        }
        if let Some(seed) = self.seed {
            options.seeds = seed..=seed;
        }
        Ok((options, destinations))
    }
}
