//! A suite, as the runner sees it.

use std::time::Duration;

use crate::core::requirement::Requirement;
use crate::core::verdict::{NotPassed, Verdict};

/// The checks of one kind of subject, and the subject that they judge.
pub(crate) trait Suite {
    /// What a check recorded, until it is printed.
    type Recording: Clone;

    /// What the subject is held to, in order. Invariants come last.
    fn requirements(&self) -> Vec<&'static Requirement>;

    /// Judges what no check can do without. Fails with the id of that requirement, which is then judged alone.
    fn preflight(&mut self) -> Result<(), (&'static str, NotPassed)>;

    /// Why a requirement cannot be judged for this subject; `None` if it can.
    fn inapplicable(&self, requirement: &Requirement) -> Option<Inapplicable>;

    /// Why the run leaves out a requirement that its selection names; `None` if it does not.
    fn unselected(&self, _requirement: &Requirement) -> Option<String> {
        None
    }

    /// A need of the requirement that this run cannot meet, in words; `None` if it meets all.
    fn unmet_need(&self, _requirement: &Requirement) -> Option<String> {
        None
    }

    /// Runs the check of a requirement. Fails with one line if the suite cannot run it.
    fn check(&mut self, requirement: &'static Requirement) -> Result<Checked<Self::Recording>, String>;

    /// Called before each requirement, with the number of requirements that are left.
    fn progress(&self, _requirement: &Requirement, _left: usize) {}

    /// The time since any origin, to measure checks with.
    fn monotonic(&self) -> Duration;
}

/// The result of one check.
pub(crate) struct Checked<R> {
    pub(crate) verdict: Verdict,
    /// What the subject does where the documents are silent.
    pub(crate) observed: Option<String>,
    /// The seed of the random schedule that was judged, if one was.
    pub(crate) seed: Option<u64>,
    pub(crate) recording: R,
    /// The invariants that were broken in this check, by id.
    pub(crate) violations: Vec<(&'static str, NotPassed)>,
    /// Why no further check is worth running.
    pub(crate) stop: Option<&'static str>,
}

/// Why a requirement cannot be judged for a subject.
pub(crate) struct Inapplicable {
    pub(crate) reason: &'static str,
    /// What fails if the requirement is selected: the subject was declared to have what it cannot have.
    pub(crate) claim: Option<&'static str>,
}
