//! The report on what cannot be judged at all, so that nobody takes an older one for it.

use super::{Identity, Report};
use crate::judge::unseen;
use crate::outcome::Outcome;
use crate::redaction::Redacted;
use crate::requirements::{self, SURVIVAL};
use crate::run::Run;

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
