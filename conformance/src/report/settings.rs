//! How a subject was judged.

use std::ops::RangeInclusive;

use crate::core::requirement::{Profile, Requirement};

/// How it was judged.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether a SHOULD counts as a MUST.
    pub strict: bool,
    /// By which means.
    pub means: Means,
}

/// By which means a subject was judged, which depends on what it is.
#[derive(Clone, Debug)]
pub enum Means {
    /// A component, in worlds of the suite's own.
    Component {
        /// `virtual` or `wire`.
        transport: &'static str,
        /// The random schedules that were played.
        seeds: RangeInclusive<u64>,
    },
    /// A deployment, by requests to it.
    Deployment {
        /// `platform` or `tenant`.
        surface: &'static str,
        /// What it was judged by besides [`Profile::Safe`].
        allowed: Vec<Profile>,
        /// Requests that were permitted.
        budget: usize,
        /// Requests that were sent, those included that were sent again.
        sent: usize,
        /// Requests that were sent again, after the network or a gateway had failed or the deployment had asked to wait.
        repeated: usize,
    },
}

impl Settings {
    /// Whether a run with these judges a requirement, unless it is told not to.
    pub(super) fn cover(&self, requirement: &Requirement) -> bool {
        match &self.means {
            Means::Component { .. } => true,
            Means::Deployment { allowed, .. } => {
                requirement.profile == Profile::Safe || allowed.contains(&requirement.profile)
            }
        }
    }

    /// Whether no random schedule is left out that a run usually plays.
    pub(super) fn play_all_schedules(&self) -> bool {
        match &self.means {
            Means::Component { seeds, .. } => {
                seeds.contains(USUAL_SEEDS.start()) && seeds.contains(USUAL_SEEDS.end())
            }
            Means::Deployment { .. } => true,
        }
    }
}

/// The random schedules that a run plays unless it is told otherwise. With fewer it is partial.
pub(crate) const USUAL_SEEDS: RangeInclusive<u64> = 0..=199;

/// The name of the transport over which a component is judged unless a run is told otherwise.
pub(super) const USUAL_TRANSPORT: &str = "virtual";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::transport::Transport;

    #[test]
    fn the_usual_transport_is_the_default() {
        assert_eq!(Transport::default().name(), USUAL_TRANSPORT);
    }
}
