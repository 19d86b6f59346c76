//! How a component is judged.

use std::ops::RangeInclusive;

use clap::ValueEnum;

use crate::component::capabilities::Capabilities;
use crate::core::options::RunOptions;
use crate::core::report::{Means, Settings};
use crate::core::requirement::Need;

/// How a component is judged. The default judges by everything, with 200 random schedules.
#[derive(Clone, Debug)]
pub struct ComponentOptions {
    /// What any run is asked to do.
    pub run: RunOptions,
    /// What carries the component's requests.
    pub transport: Transport,
    /// What the component is declared to be able to do.
    pub capabilities: Capabilities,
    /// The random schedules to play.
    pub seeds: RangeInclusive<u64>,
    /// Whether the report leaves out all times of the real clock, which differ between two equal runs.
    pub reproducible: bool,
}

/// What carries requests from the component to the mock endpoint. Both give the same verdicts on what both can judge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Transport {
    /// Function calls, in virtual time.
    #[default]
    Virtual,
    /// Sockets of the loopback interface, in real time. Skips checks that need virtual time or injected transport faults.
    Wire,
}

impl Transport {
    /// Its name, in reports and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Virtual => "virtual",
            Self::Wire => "wire",
        }
    }

    /// Why nothing with this need can be judged over it; `None` if it can.
    pub(crate) fn lacks(self, need: Need) -> Option<&'static str> {
        match (self, need) {
            (Self::Wire, Need::Time) => Some("needs virtual time"),
            (Self::Wire, Need::Faults) => Some("needs faults that no socket has"),
            _ => None,
        }
    }
}

impl Default for ComponentOptions {
    fn default() -> Self {
        Self {
            run: RunOptions::default(),
            transport: Transport::default(),
            capabilities: Capabilities::default(),
            seeds: USUAL_SEEDS,
            reproducible: false,
        }
    }
}

impl From<&ComponentOptions> for Settings {
    fn from(ComponentOptions { run, transport, seeds, .. }: &ComponentOptions) -> Self {
        let means = Means::Component { transport: transport.name(), seeds: seeds.clone() };
        Self { strict: run.strict, means }
    }
}

/// The random schedules that a run plays by default. A run with fewer is partial.
pub(crate) const USUAL_SEEDS: RangeInclusive<u64> = 0..=199;
