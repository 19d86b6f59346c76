//! The report on what cannot be judged at all, so that nobody takes an older one for it.

use super::{Identity, Report, Settings};
use crate::judge::unseen;
use crate::outcome::Outcome;
use crate::redaction::Redacted;
use crate::requirements::{self, SURVIVAL};

impl Report {
    /// Nothing is known about a subject, for this reason.
    pub(crate) fn unfit(subject: Identity, settings: Settings, reason: &str) -> Self {
        let reason = Redacted::of_the_suite(reason);
        let judgements = requirements::all().map(|requirement| {
            let reason = reason.clone();
            let outcome =
                if requirement.id == SURVIVAL { Outcome::Error(reason) } else { Outcome::Skipped(reason) };
            unseen(requirement, outcome)
        });
        Self { subject, settings, judgements: judgements.collect(), unmatched: Vec::new(), time: None }
    }
}
