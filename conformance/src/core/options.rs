//! How any subject is judged.

use crate::core::expectations::Expectations;
use crate::core::selection::Selection;

/// What a run is asked to do, whatever it judges. The default judges by everything.
#[derive(Clone, Debug, Default)]
pub struct RunOptions {
    /// The requirements to judge by.
    pub selection: Selection,
    /// The failures that are known.
    pub expectations: Expectations,
    /// Whether a SHOULD counts as a MUST.
    pub strict: bool,
    /// Whether the first failure that is not expected ends the run.
    pub fail_fast: bool,
}
