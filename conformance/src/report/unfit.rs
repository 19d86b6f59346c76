//! The report on what cannot be judged at all, so that nobody takes an older one for it.

use super::{Identity, Report};
use crate::component::judge::unseen;
use crate::component::run::Run;
use crate::core::outcome::Outcome;
use crate::core::redaction::Redacted;
use crate::core::requirements::{self, SURVIVAL};

impl Report {
    /// Nothing is known about a subject, for this reason.
    pub(crate) fn unfit(subject: Identity, run: &Run, reason: &str) -> Self {
        let reason = Redacted::of_the_suite(reason);
        let judgements = requirements::component().map(|requirement| {
            let reason = reason.clone();
            let outcome =
                if requirement.id == SURVIVAL { Outcome::Error(reason) } else { Outcome::Skipped(reason) };
            unseen(requirement, outcome)
        });
        Self {
            subject,
            settings: run.into(),
            judgements: judgements.collect(),
            unmatched: Vec::new(),
            time: None,
        }
    }
}
