//! What both suites share: requirements and their selection, the runner, verdicts and outcomes, expectations, evidence
//! and its redaction.

pub(crate) mod clocks;
pub(crate) mod evidence;
pub(crate) mod expectations;
pub(crate) mod options;
pub(crate) mod outcome;
pub(crate) mod redaction;
pub(crate) mod report;
pub(crate) mod requirement;
pub mod requirements;
pub(crate) mod runner;
pub(crate) mod selection;
pub(crate) mod spellings;
pub(crate) mod transcript;
pub(crate) mod verdict;
