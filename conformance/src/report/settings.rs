//! The settings of a run, as its report has them.

use std::ops::RangeInclusive;

use crate::core::requirement::{Profile, Requirement};

/// The settings of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether a SHOULD counts as a MUST.
    pub strict: bool,
    /// What depends on the kind of subject.
    pub means: Means,
}

/// Settings that depend on the kind of subject.
#[derive(Clone, Debug)]
pub enum Means {
    /// Of a run on a component.
    Component {
        /// `virtual` or `wire`.
        transport: &'static str,
        /// The random schedules that were played.
        seeds: RangeInclusive<u64>,
    },
    /// Of a run on a deployment.
    Deployment {
        /// `platform` or `tenant`.
        surface: &'static str,
        /// The profiles besides [`Profile::Safe`].
        allowed: Vec<Profile>,
        /// The most requests that the run may send.
        budget: usize,
        /// Requests that the run sent, retries included.
        sent: usize,
        /// Retries, after a failure of the network or a gateway, or after the deployment asked to wait.
        repeated: usize,
    },
}

impl Settings {
    /// Whether a run with these settings judges a requirement that is selected.
    pub(super) fn cover(&self, requirement: &Requirement) -> bool {
        match &self.means {
            Means::Component { .. } => true,
            Means::Deployment { allowed, .. } => {
                requirement.profile == Profile::Safe || allowed.contains(&requirement.profile)
            }
        }
    }

    /// Whether the run plays all the usual random schedules.
    pub(super) fn play_all_schedules(&self) -> bool {
        match &self.means {
            Means::Component { seeds, .. } => {
                seeds.contains(USUAL_SEEDS.start()) && seeds.contains(USUAL_SEEDS.end())
            }
            Means::Deployment { .. } => true,
        }
    }
}

/// The seeds of the random schedules that a run plays by default. A run with fewer is partial.
pub(crate) const USUAL_SEEDS: RangeInclusive<u64> = 0..=199;

/// The name of the default transport of a run on a component.
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
