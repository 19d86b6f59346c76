//! How to see a judgement again.

use super::{Judgement, Means, Report};
use crate::redaction::Redacted;
use crate::requirement::Profile;
use crate::transport::Transport;

impl Report {
    /// The command that repeats what a judgement was made of.
    pub(crate) fn repeat(&self, judgement: &Judgement) -> Redacted {
        let mut command = format!("{} --include {}", self.subject.command, judgement.seen_in.id);
        if let Some(seed) = judgement.seed {
            command += &format!(" --seed {seed}");
        }
        if self.settings.strict {
            command += " --strict";
        }
        match &self.settings.means {
            Means::Component { transport, .. } if *transport != Transport::default().name() => {
                command += &format!(" --transport {transport}");
            }
            Means::Deployment { .. } if judgement.requirement.profile != Profile::Safe => {
                command += &format!(" --allow {}", judgement.requirement.profile);
            }
            Means::Component { .. } | Means::Deployment { .. } => {}
        }
        Redacted::of_the_suite(&command)
    }
}
