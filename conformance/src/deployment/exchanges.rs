//! One request and its answer, within the budget and the pace of the run.

pub(super) mod answer;
pub(super) mod pacing;
pub(super) mod probe;
pub(super) mod recorder;
