//! What a run is asked to do.

use std::ops::RangeInclusive;

use crate::component::capabilities::Capabilities;
use crate::component::transport::Transport;
use crate::core::expectations::Expectations;
use crate::core::selection::Selection;
use crate::report::{Means, Settings, USUAL_SEEDS};

/// How a subject is to be judged. The default judges everything, with 200 random schedules.
#[derive(Clone, Debug)]
pub struct Run {
    /// Over which transport.
    pub transport: Transport,
    /// By which requirements.
    pub selection: Selection,
    /// What the subject is declared to be able to.
    pub capabilities: Capabilities,
    /// What is known to fail.
    pub expectations: Expectations,
    /// The random schedules to play.
    pub seeds: RangeInclusive<u64>,
    /// Whether what only should be kept counts as if it must.
    pub strict: bool,
    /// Whether the first failure ends the run.
    pub fail_fast: bool,
    /// Whether the report leaves out what differs between two runs of the same: all times of the real clock.
    pub reproducible: bool,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            transport: Transport::default(),
            selection: Selection::default(),
            capabilities: Capabilities::default(),
            expectations: Expectations::default(),
            seeds: USUAL_SEEDS,
            strict: false,
            fail_fast: false,
            reproducible: false,
        }
    }
}

impl From<&Run> for Settings {
    fn from(Run { transport, seeds, strict, .. }: &Run) -> Self {
        let means = Means::Component { transport: transport.name(), seeds: seeds.clone() };
        Self { strict: *strict, means }
    }
}
