//! The suite for deployments: all checks in one inspection.

use std::time::Duration;

use super::checks;
use super::inspection::Inspection;
use super::interrupt::Interrupt;
use super::network::Network;
use super::options::DeploymentOptions;
use super::target::Target;
use super::transcript::Transcript;
use crate::core::evidence::Evidence;
use crate::core::redaction::Redacted;
use crate::core::report::{Identity, Means, Report, Settings};
use crate::core::requirement::{Need, Profile, Requirement};
use crate::core::requirements;
use crate::core::runner::{self, Checked, Inapplicable, Stop, Suite};
use crate::core::verdict::NotPassed;

/// The result of a run.
#[derive(Debug)]
pub struct DeploymentResult {
    /// The judgements.
    pub report: Report,
    /// In one line, why the run stopped, if it did.
    pub stopped: Option<Redacted>,
    /// Every request, in the order in which they were sent.
    pub transcript: Evidence,
}

/// Judges a deployment over this network. Whatever it does, and whenever the interrupt is given, the report is complete.
/// `progress` is told of each requirement before it is judged, and how many are left.
///
/// A deployment that cannot be reached, or gives no token, is judged by that alone.
pub(crate) fn judge(
    target: &Target,
    network: &dyn Network,
    options: &DeploymentOptions,
    interrupt: &Interrupt,
    progress: &dyn Fn(&str, usize),
) -> std::io::Result<DeploymentResult> {
    let inspection = Inspection::begin(target, network, options.pacing.clone(), interrupt.clone())?;
    let began = (inspection.wall(), inspection.monotonic());
    let mut suite = DeploymentSuite { target, options, inspection, progress };
    let results = runner::run(&mut suite, &options.run);
    let took = suite.inspection.monotonic() - began.1;
    let journal = suite.inspection.recorder().journal();
    let transcript = Transcript::of(target, &journal.records);
    let seen = |places: &Vec<usize>| {
        let records: Vec<_> =
            places.iter().filter_map(|place| journal.records.get(*place).cloned()).collect();
        transcript.evidence(&records)
    };
    let means = Means::Deployment {
        surface: target.surface(),
        allowed: options.allowed.clone(),
        budget: options.pacing.requests,
        sent: journal.records.len(),
        repeated: journal.repeated(),
    };
    let subject = Identity {
        name: Redacted::of_the_suite(target.name()),
        digest: None,
        command: Redacted::of_the_suite(&options.command),
    };
    let report = Report {
        subject,
        settings: Settings { strict: options.run.strict, means },
        judgements: results.judgements(|places| (&transcript.redaction, seen(places))),
        unmatched: results.unmatched.clone(),
        time: Some((began.0, took)),
    };
    let stopped = results.stop.as_ref().map(|Stop { prerequisite, reason, .. }| {
        let id = prerequisite.map(|id| format!(" ({id})")).unwrap_or_default();
        transcript.redaction.text(&format!("{}: {reason}{id}", target.name()))
    });
    Ok(DeploymentResult { report, stopped, transcript: transcript.evidence(&journal.records) })
}

struct DeploymentSuite<'a> {
    target: &'a Target,
    options: &'a DeploymentOptions,
    inspection: Inspection<'a>,
    progress: &'a dyn Fn(&str, usize),
}

impl Suite for DeploymentSuite<'_> {
    /// The places of the records that the check looked at, each once and in order.
    type Recording = Vec<usize>;

    fn requirements(&self) -> Vec<&'static Requirement> {
        requirements::deployment().collect()
    }

    fn preflight(&mut self) -> Result<(), (&'static str, NotPassed)> {
        if self.target.is_tls() {
            self.inspection.handshake().map_err(|reason| (REACHED, reason))?;
        }
        checks::gives_a_token(&mut self.inspection).map_err(|reason| (TOKEN, reason))
    }

    fn inapplicable(&self, requirement: &Requirement) -> Option<Inapplicable> {
        let reason = requirement.needs.iter().find_map(|need| match need {
            Need::Platform if self.target.surface() == "tenant" => Some("the application is of a tenant"),
            Need::Tenant if self.target.surface() == "platform" => Some("the application is of the platform"),
            Need::Tls if !self.target.is_tls() => Some("the base URL is plain http"),
            _ => None,
        });
        reason.map(|reason| Inapplicable { reason, claim: None })
    }

    fn unselected(&self, requirement: &Requirement) -> Option<String> {
        let profile = requirement.profile;
        let is_allowed = profile == Profile::Safe || self.options.allowed.contains(&profile);
        (!is_allowed).then(|| format!("{profile}: judged with --allow {profile}"))
    }

    fn check(&mut self, requirement: &'static Requirement) -> Result<Checked<Vec<usize>>, String> {
        let check = checks::of(requirement).ok_or("no check judges this requirement")?;
        self.inspection.seen.clear();
        self.inspection.observed = None;
        let verdict = (check.act)(&mut self.inspection);
        let mut places = self.inspection.seen.clone();
        places.sort_unstable();
        places.dedup();
        Ok(Checked {
            verdict,
            observed: self.inspection.observed.take(),
            seed: None,
            recording: places,
            violations: Vec::new(),
            stop: None,
        })
    }

    fn progress(&self, requirement: &Requirement, left: usize) {
        (self.progress)(&requirement.id, left);
    }

    fn monotonic(&self) -> Duration {
        self.inspection.monotonic()
    }
}

/// Without these nothing else can be judged.
const REACHED: &str = "transport.tls";
const TOKEN: &str = "token.basic";
