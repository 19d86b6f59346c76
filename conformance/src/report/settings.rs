//! What the settings of a run cover.

use crate::component::options::USUAL_SEEDS;
use crate::core::report::{Means, Settings};
use crate::core::requirement::{Profile, Requirement};

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

/// The name of the transport over which a component is judged unless a run is told otherwise.
pub(super) const USUAL_TRANSPORT: &str = "virtual";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::options::Transport;

    #[test]
    fn the_usual_transport_is_the_default() {
        assert_eq!(Transport::default().name(), USUAL_TRANSPORT);
    }
}
