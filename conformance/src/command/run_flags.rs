//! Flags of every run: what is judged, against which expectations, and where the reports go.

use std::path::{Path, PathBuf};

use clap::Args;
use scaikey_terminal::{Error, Input};

use super::selection::{SelectionFlags, Suite};
use crate::core::expectations::Expectations;
use crate::core::selection::Selection;
use crate::report::destination::{self, Destination};

#[derive(Args)]
pub(super) struct RunFlags {
    #[command(flatten)]
    selection: SelectionFlags,
    /// A TOML file that names known failures, each with a reason. Unexpected passes and unmatched entries fail the run
    #[arg(long, value_name = "FILE")]
    pub(super) expectations: Option<PathBuf>,
    /// Count a SHOULD as a MUST
    #[arg(long)]
    strict: bool,
    /// Write a report: human, json, junit, html, annotations or summary, where the path `-` is standard output. May be
    /// repeated
    #[arg(long, value_name = "FORMAT=PATH")]
    report: Vec<Destination>,
}

/// The flags, parsed, and the files that they name, read.
pub(super) struct RunInputs {
    pub(super) selection: Selection,
    pub(super) expectations: Expectations,
    pub(super) strict: bool,
    /// Every place that gets a report.
    pub(super) destinations: Vec<Destination>,
}

impl RunFlags {
    pub(super) fn read(self, suite: Suite) -> Result<RunInputs, Error> {
        let expectations = self.expectations.map(|path| read("--expectations", &path, Expectations::read));
        Ok(RunInputs {
            selection: self.selection.among(suite)?,
            expectations: expectations.transpose()?.unwrap_or_default(),
            strict: self.strict,
            destinations: destination::complete(self.report)?,
        })
    }
}

/// A file of at most 1 MiB as `parse` reads it. `flag` is what names it.
pub(super) fn read<T>(
    flag: &'static str,
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, String>,
) -> Result<T, Error> {
    Input::read(flag, path, 1 << 20)?.parsed(parse)
}
