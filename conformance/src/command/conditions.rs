//! How a component is to be judged, and where the reports go.

use std::path::{Path, PathBuf};

use clap::Args;

use super::filter::Filter;
use super::input;
use super::refusal::Refusal;
use crate::capabilities::Capabilities;
use crate::expectations::Expectations;
use crate::report::destination::{self, Destination};
use crate::run::Run;
use crate::transport::Transport;

#[derive(Args)]
pub(super) struct Conditions {
    #[command(flatten)]
    filter: Filter,
    /// A TOML file that names known failures, each with a reason. What passes instead fails, and what names nothing that
    /// is judged
    #[arg(long, value_name = "FILE")]
    expectations: Option<PathBuf>,
    /// A TOML file that says what the component lacks, such as `tenant = false`
    #[arg(long, value_name = "FILE")]
    capabilities: Option<PathBuf>,
    /// What carries requests to the mock
    #[arg(long, value_enum, default_value_t)]
    transport: Transport,
    /// Play the random schedule of this seed only, which makes the run partial
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Count a SHOULD as a MUST
    #[arg(long)]
    strict: bool,
    /// Stop at the first failure that nobody knows of
    #[arg(long)]
    fail_fast: bool,
    /// Leave all times of the real clock out of the reports, so that two runs give the same bytes
    #[arg(long)]
    reproducible: bool,
    /// Write a report: human, json, junit, html, annotations or summary, where the path `-` is standard output. May be
    /// repeated
    #[arg(long, value_name = "FORMAT=PATH")]
    report: Vec<Destination>,
}

impl Conditions {
    /// The files that it takes to judge again in the same way, each with its option.
    pub(super) fn files(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let files = [("--capabilities", &self.capabilities), ("--expectations", &self.expectations)];
        files.into_iter().filter_map(|(option, path)| Some((option, path.as_deref()?)))
    }

    /// The run that was asked for, and every place that hears of it. Reads the files.
    pub(super) fn read(self) -> Result<(Run, Vec<Destination>), Refusal> {
        let mut run = Run {
            transport: self.transport,
            selection: self.filter.into(),
            strict: self.strict,
            fail_fast: self.fail_fast,
            reproducible: self.reproducible,
            ..Run::default()
        };
        if let Some(path) = self.expectations {
            run.expectations = input::written(&path, Expectations::read)?;
        }
        if let Some(path) = self.capabilities {
            run.capabilities = input::written(&path, Capabilities::read)?;
        }
        if let Some(seed) = self.seed {
            run.seeds = seed..=seed;
        }
        Ok((run, destination::complete(self.report)?))
    }
}
