//! How a deployment is judged.

use crate::core::options::RunOptions;
use crate::core::requirement::Profile;
use crate::deployment::exchanges::pacing::Pacing;

/// How a deployment is judged. The default judges by everything safe.
#[derive(Clone, Debug, Default)]
pub struct DeploymentOptions {
    /// What any run is asked to do.
    pub run: RunOptions,
    /// The profiles to judge by besides [`Profile::Safe`].
    pub allowed: Vec<Profile>,
    /// How many requests are sent, and how fast.
    pub pacing: Pacing,
    /// The beginning of the command that repeats the run.
    pub command: String,
}
