//! What carries requests from the subject to the mock.

use clap::ValueEnum;

use crate::core::requirement::Need;

/// A way between subject and mock. Either gives the same verdicts on what both can judge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Transport {
    /// Function calls, in a time that moves only when told to.
    #[default]
    Virtual,
    /// Sockets of the loopback interface, in real time. What would take waiting is skipped, and what no socket can do.
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

    /// Why nothing that needs this can be judged over it; `None` if it can.
    pub(crate) fn lacks(self, need: Need) -> Option<&'static str> {
        match (self, need) {
            (Self::Wire, Need::Time) => Some("needs virtual time"),
            (Self::Wire, Need::Faults) => Some("needs faults that no socket has"),
            _ => None,
        }
    }
}
