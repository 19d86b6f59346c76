//! How deployments are judged: a mock in place of one, as an application of the platform, or of a tenant where a
//! requirement is not applicable to the platform.

use std::time::Duration;

use scaikey_terminal::Error;

use super::Scene;
use crate::core::options::RunOptions;
use crate::core::outcome::Outcome;
use crate::core::requirement::Profile;
use crate::core::selection::Selection;
use crate::deployment::{Address, DeploymentOptions, Pacing, Target, rehearse};
use crate::report::Judgement;

pub(super) fn scenes(command: &str, selection: Selection) -> Result<Vec<Scene>, Error> {
    let (platform, tenant) = (judged(None, &selection)?, judged(Some("acme"), &selection)?);
    let judged = platform.into_iter().zip(tenant);
    Ok(judged.map(|(platform, tenant)| scene(command, platform, tenant)).collect())
}

fn judged(tenant: Option<&str>, selection: &Selection) -> Result<Vec<Judgement>, Error> {
    let target = Target::new(Address {
        base: "https://scaikey.example".into(),
        tenant: tenant.map(str::to_owned),
        client_id: "app_reports".into(),
        client_secret: "a-secret-of-nobody".into(),
        resource: None,
        allowed_scopes: None,
        allow_http: false,
    })?;
    let options = DeploymentOptions {
        run: RunOptions { selection: selection.clone(), ..RunOptions::default() },
        allowed: vec![Profile::Noisy, Profile::Slow, Profile::Load],
        pacing: Pacing { requests: usize::MAX, interval: Duration::ZERO, ..Pacing::default() },
        ..DeploymentOptions::default()
    };
    let judged = rehearse(&target, &options)
        .map_err(|error| Error::usage(format!("this machine cannot rehearse it: {error}")))?;
    Ok(judged.report.judgements)
}

fn scene(command: &str, platform: Judgement, tenant: Judgement) -> Scene {
    let requirement = platform.requirement;
    let (surface, judgement) = match platform.outcome {
        Outcome::NotApplicable(_) => ("a tenant", tenant),
        _ => ("the platform", platform),
    };
    let allow = match requirement.profile {
        Profile::Safe => String::new(),
        profile => format!(" --allow {profile}"),
    };
    let mut words = vec![
        format!("judge by it alone: {command} deployment --include {}{allow}", requirement.id),
        format!("how, as a mock is judged by an application of {surface}"),
    ];
    if judgement.evidence.events.is_empty() {
        words.push("  a handshake, and no request".into());
    }
    Scene { requirement, words, evidence: judgement.evidence }
}
