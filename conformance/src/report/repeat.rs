//! How to see a judgement again.

use super::{Judgement, Report, Settings};
use crate::redaction::Redacted;
use crate::transport::Transport;

impl Report {
    /// The command that repeats what a judgement was made of.
    pub(crate) fn repeat(&self, judgement: &Judgement) -> Redacted {
        let Settings { transport, strict, .. } = self.settings;
        let mut command = format!("{} --include {}", self.subject.command, judgement.seen_in.id);
        if let Some(seed) = judgement.seed {
            command += &format!(" --seed {seed}");
        }
        if strict {
            command += " --strict";
        }
        if transport != Transport::default().name() {
            command += &format!(" --transport {transport}");
        }
        Redacted::of_the_suite(&command)
    }
}
