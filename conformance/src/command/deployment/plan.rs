//! The requests of a run, in order, and what each is for.

use std::io::{self, Write};

use scaikey_terminal::Error;

use super::super::print;
use super::banner::Pace;
use crate::core::evidence::Exchange;
use crate::core::outcome::Outcome;
use crate::core::requirement::{Profile, Requirement};
use crate::deployment::{DeploymentOptions, DeploymentResult, LONGEST_LIFETIME, Pacing, Target, rehearse};

/// Prints every request to a deployment that keeps the contract. Sends nothing.
pub(super) fn show(target: &Target, options: &DeploymentOptions) -> Result<u8, Error> {
    // What would go beyond the budget is shown too, so that a person can choose one.
    let pacing = Pacing { requests: usize::MAX, ..options.pacing.clone() };
    let rehearsed = rehearse(target, &DeploymentOptions { pacing, ..options.clone() });
    let judged =
        rehearsed.map_err(|error| Error::usage(format!("this machine cannot rehearse it: {error}")))?;
    print(|out| write(target, &judged, options, out))
}

fn write(
    target: &Target,
    judged: &DeploymentResult,
    options: &DeploymentOptions,
    out: &mut impl Write,
) -> io::Result<()> {
    if target.is_tls() {
        let (host, port) = target.address();
        let shaken = judged.report.judgements.iter().filter(|judgement| {
            judgement.evidence.events.is_empty() && matches!(judgement.outcome, Outcome::Pass)
        });
        let purpose = purpose(shaken.map(|judgement| judgement.requirement));
        writeln!(out, "  0  a TLS handshake with {host}, port {port}\n     {purpose}\n")?;
    }
    for (place, event) in judged.transcript.events.iter().enumerate() {
        let Some(Exchange { request, .. }) = &event.exchange else { continue };
        writeln!(out, "{:>3}  {}", place + 1, request.line)?;
        for (name, value) in &request.headers {
            writeln!(out, "     {name}: {value}")?;
        }
        if request.length > 0 {
            writeln!(out, "     {}", request.body)?;
        }
        let judgements = judged.report.judgements.iter();
        let looking = judgements.filter(|judgement| judgement.evidence.events.contains(event));
        writeln!(out, "     {}\n", purpose(looking.map(|judgement| judgement.requirement)))?;
    }
    let sent = judged.transcript.events.len();
    writeln!(
        out,
        "{sent} requests to a deployment that keeps the contract; a run sends {}",
        Pace(&options.pacing)
    )?;
    if options.allowed.contains(&Profile::Slow) {
        let longest = LONGEST_LIFETIME.as_secs();
        writeln!(out, "Those for `slow` are sent only if tokens live for {longest} s or less")?;
    }
    if sent > options.pacing.requests {
        writeln!(out, "More are needed than may be sent: --requests {sent} permits them")?;
    }
    Ok(())
}

/// What something is sent for, in a few words.
fn purpose(requirements: impl Iterator<Item = &'static Requirement>) -> String {
    let requirements: Vec<_> = requirements.collect();
    match requirements.len() {
        0 => "to see whether anything can be judged".into(),
        1..=MANY => {
            let ids: Vec<_> = requirements.iter().map(|requirement| &*requirement.id).collect();
            format!("for {}", ids.join(", "))
        }
        count => {
            let areas = requirements.chunk_by(|a, b| a.area() == b.area()).map(|area| area[0].area());
            format!("for {count} requirements: {}", areas.collect::<Vec<_>>().join(", "))
        }
    }
}

/// The most requirements that are named one by one.
const MANY: usize = 6;
