//! How anything is to be judged, and where the reports go.

use std::path::PathBuf;

use clap::Args;

use super::filter::Filter;
use super::input;
use super::refusal::Refusal;
use super::subjects::Subjects;
use crate::core::expectations::Expectations;
use crate::core::selection::Selection;
use crate::report::destination::{self, Destination};

#[derive(Args)]
pub(super) struct Judging {
    #[command(flatten)]
    filter: Filter,
    /// A TOML file that names known failures, each with a reason. What passes instead fails, and what names nothing that
    /// is judged
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

/// The same, read.
pub(super) struct Judge {
    pub(super) selection: Selection,
    pub(super) expectations: Expectations,
    pub(super) strict: bool,
    /// Every place that hears of it.
    pub(super) destinations: Vec<Destination>,
}

impl Judging {
    /// Reads the file, for those who are to be judged.
    pub(super) fn read(self, subjects: Subjects) -> Result<Judge, Refusal> {
        let expectations = self.expectations.map(|path| input::written(&path, Expectations::read));
        Ok(Judge {
            selection: self.filter.among(subjects)?,
            expectations: expectations.transpose()?.unwrap_or_default(),
            strict: self.strict,
            destinations: destination::complete(self.report)?,
        })
    }
}
