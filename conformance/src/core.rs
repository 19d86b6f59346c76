//! What both suites share: requirements and their selection, outcomes and expectations, evidence and its redaction.

pub(crate) mod clocks;
pub(crate) mod evidence;
pub(crate) mod expectations;
pub(crate) mod moment;
pub(crate) mod outcome;
pub(crate) mod redaction;
pub(crate) mod requirement;
pub mod requirements;
pub(crate) mod selection;
pub(crate) mod spellings;
