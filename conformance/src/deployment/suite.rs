//! Judges a deployment: each requirement by its check, all in one inspection.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use super::checks::{self, Check};
use super::exchanges::pacing::Pacing;
use super::exchanges::recorder::Record;
use super::inspection::{Found, Inspection, Unmet};
use super::interrupt::Interrupt;
use super::network::Network;
use super::target::Target;
use super::transcript::Transcript;
use crate::component::judge::unseen;
use crate::core::evidence::Evidence;
use crate::core::expectations::Expectations;
use crate::core::outcome::{Difference, Outcome};
use crate::core::redaction::Redacted;
use crate::core::requirement::{Level, Need, Profile, Requirement};
use crate::core::requirements;
use crate::core::selection::Selection;
use crate::report::{Identity, Judgement, Means, Report, Settings};

/// How a deployment is to be judged. The default judges by everything safe.
#[derive(Clone, Debug, Default)]
pub struct Tour {
    /// By which requirements.
    pub selection: Selection,
    /// By which profiles besides [`Profile::Safe`].
    pub allowed: Vec<Profile>,
    /// What is known to fail.
    pub expectations: Expectations,
    /// How much is asked, and how fast.
    pub pacing: Pacing,
    /// Whether what only should be kept counts as if it must.
    pub strict: bool,
    /// What begins the command that repeats the run.
    pub command: String,
}

/// What came of it.
#[derive(Debug)]
pub struct Judged {
    /// The judgements.
    pub report: Report,
    /// In one line, why all but one of them are missing, if they are.
    pub stopped: Option<Redacted>,
    /// Every request, in the order in which they were sent.
    pub story: Evidence,
}

/// Judges a deployment over this network. Whatever it does, and whenever the interrupt is given, the report is complete.
/// `progress` is told of each requirement before it is judged, and how many are left.
///
/// A deployment that cannot be reached, or gives no token, is judged by that alone.
pub(crate) fn judge(
    target: &Target,
    network: &dyn Network,
    tour: &Tour,
    interrupt: &Interrupt,
    progress: &dyn Fn(&str, usize),
) -> std::io::Result<Judged> {
    let mut inspection = Inspection::begin(target, network, tour.pacing.clone(), interrupt.clone())?;
    let began = (inspection.wall(), inspection.monotonic());
    let mut court = Court { target, tour, stopped: None };
    court.stopped = catch_unwind(AssertUnwindSafe(|| court.smoke(&mut inspection))).unwrap_or_else(|_| {
        Some((TOKEN, Unmet::Inconclusive("the suite broke while it asked for the first token".into())))
    });
    let all: Vec<_> = requirements::deployment().collect();
    let heard = all.iter().enumerate().map(|(place, requirement)| {
        progress(&requirement.id, all.len() - place);
        court.hear(requirement, &mut inspection)
    });
    let heard: Vec<_> = heard.collect();
    let took = inspection.monotonic() - began.1;
    let journal = inspection.recorder().journal();
    let story = Transcript::of(target, &journal.records);
    let mut expectations = tour.expectations.clone();
    let judgements = heard.into_iter().map(|hearing| {
        let mut judgement = court.judgement(hearing, &story, &journal.records);
        expectations.mark(&mut judgement);
        judgement
    });
    let judgements = judgements.collect();
    let means = Means::Deployment {
        surface: target.surface(),
        allowed: tour.allowed.clone(),
        budget: tour.pacing.requests,
        sent: journal.records.len(),
        repeated: journal.repeated(),
    };
    let stopped = court.stopped.as_ref().map(|(id, unmet)| {
        let text = match unmet {
            Unmet::Broken(Difference { actual, .. }) | Unmet::Inconclusive(actual) => actual,
            _ => "the run was interrupted",
        };
        let place = if id.is_empty() { String::new() } else { format!(" ({id})") };
        story.redaction.text(&format!("{}: {text}{place}", target.name()))
    });
    let report = Report {
        subject: Identity {
            name: Redacted::of_the_suite(target.name()),
            digest: None,
            command: Redacted::of_the_suite(&tour.command),
        },
        settings: Settings { strict: tour.strict, means },
        judgements,
        unmatched: expectations.unmatched(),
        time: Some((began.0, took)),
    };
    Ok(Judged { report, stopped, story: story.evidence(&journal.records) })
}

struct Court<'a> {
    target: &'a Target,
    tour: &'a Tour,
    /// The requirement without which nothing else can be judged, and what came of it, if it was not kept. Of an interrupt
    /// the id is empty.
    stopped: Option<(&'static str, Unmet)>,
}

/// What one check brought, before it is fit to be printed.
struct Hearing {
    requirement: &'static Requirement,
    found: Heard,
    seen: Vec<usize>,
    observed: Option<String>,
    took: Duration,
}

enum Heard {
    Found(Found<()>),
    /// No check ran, or it broke.
    Outcome(Outcome),
}

impl Court<'_> {
    /// What decides everything: whether the deployment is there, and whether it gives a token.
    fn smoke(&self, inspection: &mut Inspection<'_>) -> Option<(&'static str, Unmet)> {
        if self.target.is_tls()
            && let Err(unmet) = inspection.handshake()
        {
            return Some((REACHED, unmet));
        }
        let unmet = checks::gives_a_token(inspection).err()?;
        Some((TOKEN, unmet))
    }

    fn hear(&mut self, requirement: &'static Requirement, inspection: &mut Inspection<'_>) -> Hearing {
        let began = inspection.monotonic();
        inspection.seen.clear();
        inspection.observed = None;
        let found = match (self.barred(requirement), checks::of(requirement)) {
            (Some(outcome), _) => Heard::Outcome(outcome),
            (None, None) => Heard::Outcome(Outcome::Error("no check judges this requirement".into())),
            // A panic is a mistake of the suite, never of the deployment. It costs one check, not the report.
            (None, Some(Check { act, .. })) => match catch_unwind(AssertUnwindSafe(|| act(inspection))) {
                Ok(found) => Heard::Found(found),
                Err(_) => Heard::Outcome(Outcome::Error("the check panicked".into())),
            },
        };
        if let Heard::Found(Err(Unmet::Interrupted)) = found {
            self.stopped.get_or_insert(("", Unmet::Interrupted));
        }
        let took = inspection.monotonic() - began;
        Hearing {
            requirement,
            found,
            seen: inspection.seen.clone(),
            observed: inspection.observed.take(),
            took,
        }
    }

    /// Why a requirement is not judged.
    fn barred(&self, requirement: &Requirement) -> Option<Outcome> {
        let profile = requirement.profile;
        let lacking = requirement.needs.iter().find_map(|need| match need {
            Need::Platform if self.target.surface() == "tenant" => Some("the application is of a tenant"),
            Need::Tenant if self.target.surface() == "platform" => Some("the application is of the platform"),
            Need::Tls if !self.target.is_tls() => Some("the base URL is plain http"),
            _ => None,
        });
        if let Some(reason) = lacking {
            return Some(Outcome::NotApplicable(reason.into()));
        }
        if self.stopped.as_ref().is_some_and(|(id, _)| requirement.id == *id) {
            return None;
        }
        if !self.tour.selection.contains(requirement) {
            return Some(Outcome::Skipped("not selected".into()));
        }
        if profile != Profile::Safe && !self.tour.allowed.contains(&profile) {
            return Some(skipped(&format!("{profile}: judged with --allow {profile}")));
        }
        match &self.stopped {
            Some((_, Unmet::Interrupted)) => Some(Outcome::Skipped("the run was interrupted".into())),
            Some((id, _)) => Some(skipped(&format!("pointless without {id}"))),
            None => None,
        }
    }

    fn judgement(&self, hearing: Hearing, story: &Transcript<'_>, records: &[Record]) -> Judgement {
        let Hearing { requirement, found, seen, observed, took } = hearing;
        let text = |text: &str| story.redaction.text(text);
        let outcome = match found {
            Heard::Outcome(outcome) => outcome,
            Heard::Found(Ok(())) => Outcome::Pass,
            Heard::Found(Err(Unmet::Broken(difference))) => {
                let broken = story.redaction.broken(&difference);
                match requirement.level {
                    Level::Must => Outcome::Fail(broken),
                    Level::Should if self.tour.strict => Outcome::Fail(broken),
                    Level::Should => Outcome::Warning(broken),
                    Level::Observe => Outcome::Pass,
                }
            }
            Heard::Found(Err(Unmet::Inconclusive(reason))) => Outcome::Inconclusive(text(&reason)),
            Heard::Found(Err(Unmet::NotApplicable(reason))) => Outcome::NotApplicable(text(&reason)),
            Heard::Found(Err(Unmet::Pointless(id))) => skipped(&format!("pointless without {id}")),
            Heard::Found(Err(Unmet::Interrupted)) => Outcome::Skipped("the run was interrupted".into()),
        };
        let mut places = seen;
        places.sort_unstable();
        places.dedup();
        let seen: Vec<_> = places.into_iter().filter_map(|place| records.get(place).cloned()).collect();
        let observed = observed.as_deref().map(text);
        Judgement { observed, evidence: story.evidence(&seen), took, ..unseen(requirement, outcome) }
    }
}

fn skipped(reason: &str) -> Outcome {
    Outcome::Skipped(Redacted::of_the_suite(reason))
}

/// Without these nothing else can be judged.
const REACHED: &str = "transport.tls";
const TOKEN: &str = "token.basic";
