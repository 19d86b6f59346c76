//! What a run found out.

mod annotations;
pub(crate) mod destination;
mod draft;
mod exit_code;
mod format;
mod html;
pub(crate) mod human;
pub(crate) mod json;
mod junit;
pub(crate) mod line;
mod palette;
mod repeat;
mod summary;
mod unfit;
mod wording;

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::evidence::Evidence;
use crate::invariants;
use crate::outcome::Outcome;
use crate::redaction::Redacted;
use crate::requirement::{Level, Profile, Requirement};
use crate::run::USUAL_SEEDS;

pub use palette::Palette;

/// The judgements of one run on one subject. Free of secrets.
#[derive(Debug)]
pub struct Report {
    /// What was judged.
    pub subject: Identity,
    /// How it was judged.
    pub settings: Settings,
    /// One for each requirement of the registry, in its order.
    pub judgements: Vec<Judgement>,
    /// Expectations that name nothing that was judged, each with its reason.
    pub unmatched: Vec<Redacted>,
    /// When the run began, since 1970, and how long it took; `None` in a run that is to be reproducible.
    pub time: Option<(Duration, Duration)>,
}

/// What was judged.
#[derive(Clone, Debug)]
pub struct Identity {
    /// What it is called.
    pub name: Redacted,
    /// SHA-256 of its bytes in hexadecimal, if it has any.
    pub digest: Option<String>,
    /// What begins the command that repeats the run.
    pub command: Redacted,
}

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

/// What was found out about one requirement.
#[derive(Debug)]
pub struct Judgement {
    /// What was judged.
    pub requirement: &'static Requirement,
    /// How it was judged.
    pub outcome: Outcome,
    /// Why a failure was expected, if it was. A failure that was expected does not count, a pass does.
    pub expectation: Option<Redacted>,
    /// What the subject does where the documents are silent.
    pub observed: Option<Redacted>,
    /// Whose check shows it: that of the requirement itself, or of the first that saw something broken which holds in
    /// every check.
    pub seen_in: &'static Requirement,
    /// What happened.
    pub evidence: Evidence,
    /// The seed of the random schedule that was judged, if one was.
    pub seed: Option<u64>,
    /// How long the check took; zero in a run that is to be reproducible.
    pub took: Duration,
}

/// How many judgements there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Requirements that were kept.
    pub pass: usize,
    /// Requirements that were broken, but only should have been kept.
    pub warning: usize,
    /// Requirements that were broken.
    pub fail: usize,
    /// Requirements that were broken, as expected.
    pub known: usize,
    /// Checks in which the suite itself broke.
    pub error: usize,
    /// Requirements that something between suite and subject kept from being judged.
    pub inconclusive: usize,
    /// Requirements that this world cannot judge.
    pub not_applicable: usize,
    /// Checks that did not run.
    pub skipped: usize,
}

/// The judgement on the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// Every MUST that this world can judge, in a strict run every SHOULD too, was judged, and was kept or failed as
    /// expected.
    Conformant,
    /// A check failed, or one passed that was expected to fail, or an expectation names nothing that was judged.
    Nonconformant,
    /// The suite broke, or something between suite and subject kept a requirement from being judged that counts, and
    /// nothing is known to be broken: the run says nothing.
    Undecided,
    /// A MUST was skipped, in a strict run a SHOULD, or random schedules were left out: what ran was kept, but that is
    /// not the whole contract.
    Partial,
    /// No check ran.
    Empty,
}

impl Judgement {
    /// The outcome in one word: its name, or `known` for a failure that was expected.
    pub fn word(&self) -> &'static str {
        if self.is_known() { "known" } else { self.outcome.name() }
    }

    /// Whether it is a failure that was expected.
    pub fn is_known(&self) -> bool {
        self.expectation.is_some() && matches!(self.outcome, Outcome::Fail(_))
    }
}

impl Settings {
    /// Whether a run with these judges a requirement, unless it is told not to.
    fn cover(&self, requirement: &Requirement) -> bool {
        match &self.means {
            Means::Component { .. } => true,
            Means::Deployment { allowed, .. } => {
                requirement.profile == Profile::Safe || allowed.contains(&requirement.profile)
            }
        }
    }

    fn play_all_schedules(&self) -> bool {
        match &self.means {
            Means::Component { seeds, .. } => {
                seeds.contains(USUAL_SEEDS.start()) && seeds.contains(USUAL_SEEDS.end())
            }
            Means::Deployment { .. } => true,
        }
    }
}

impl Report {
    /// How many judgements there are of each kind.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for judgement in &self.judgements {
            let count = match judgement.outcome {
                Outcome::Pass => &mut counts.pass,
                Outcome::Warning(_) => &mut counts.warning,
                Outcome::Fail(_) if judgement.is_known() => &mut counts.known,
                Outcome::Fail(_) => &mut counts.fail,
                Outcome::Error(_) => &mut counts.error,
                Outcome::Inconclusive(_) => &mut counts.inconclusive,
                Outcome::NotApplicable(_) => &mut counts.not_applicable,
                Outcome::Skipped(_) => &mut counts.skipped,
            };
            *count += 1;
        }
        counts
    }

    /// The judgement on the whole.
    pub fn conclusion(&self) -> Conclusion {
        match self.counts() {
            Counts { error: 1.., .. } => Conclusion::Undecided,
            Counts { fail: 1.., .. } => Conclusion::Nonconformant,
            _ if !self.unmatched.is_empty() => Conclusion::Nonconformant,
            _ if self.obstructed() => Conclusion::Undecided,
            _ if !self.judgements.iter().any(is_judged) => Conclusion::Empty,
            _ if self.missing() > 0 || !self.settings.play_all_schedules() => Conclusion::Partial,
            _ => Conclusion::Conformant,
        }
    }

    /// How many requirements were skipped that count.
    pub(crate) fn missing(&self) -> usize {
        let counts = |level| level == Level::Must || (level == Level::Should && self.settings.strict);
        let skipped =
            self.judgements.iter().filter(|judgement| matches!(judgement.outcome, Outcome::Skipped(_)));
        let wanted =
            skipped.map(|judgement| judgement.requirement).filter(|known| self.settings.cover(known));
        wanted.filter(|requirement| counts(requirement.level)).count()
    }

    /// Whether a requirement that can be broken could not be judged.
    fn obstructed(&self) -> bool {
        let mut obstructed =
            self.judgements.iter().filter(|judgement| matches!(judgement.outcome, Outcome::Inconclusive(_)));
        obstructed.any(|judgement| judgement.requirement.level != Level::Observe)
    }
}

/// Whether a check of its own was run for it. What holds in every check has none.
fn is_judged(judgement: &Judgement) -> bool {
    let ran = !matches!(judgement.outcome, Outcome::NotApplicable(_) | Outcome::Skipped(_));
    ran && !invariants::is_invariant(&judgement.requirement.id)
}

#[cfg(test)]
mod canaries;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unmatched;
