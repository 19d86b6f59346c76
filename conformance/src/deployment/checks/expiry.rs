//! What becomes of a token that has expired.

use std::time::Duration;

use scaikey_host::Client;

use super::{Check, check};
use crate::core::verdict::{NotPassed, Verdict, holds};
use crate::deployment::exchanges::pacing::LONGEST_LIFETIME;
use crate::deployment::inspection::Inspection;

pub(super) const CHECKS: &[Check] = &[check("expiry.honoured", |i| {
    let Outlived { path, token, accepted, .. } = i.outlived()?;
    if !(200..300).contains(&accepted) {
        return Err(NotPassed::NotApplicable(format!("the token is answered {accepted} while it is good")));
    }
    let answer = i.read(&path, &token)?;
    holds(!answer.is_success(), "a refusal such as 401, a minute after the token expired", answer.brief())
})];

/// A token and a client, a minute after both of their tokens have expired.
#[derive(Clone)]
pub(in crate::deployment) struct Outlived {
    pub(super) path: String,
    token: String,
    /// What the token was answered while it was good.
    accepted: u16,
    pub(super) client: Client,
    /// What a call of the client brought then.
    pub(super) before: String,
}

impl Inspection<'_> {
    /// Waits for that, once for all checks.
    pub(super) fn outlived(&mut self) -> Verdict<Outlived> {
        if let Some(outlived) = &self.outlived {
            return outlived.clone();
        }
        let outlived = self.outlive();
        self.outlived = Some(outlived.clone());
        outlived
    }

    /// Not applicable if it takes longer than a person who starts this would think.
    fn outlive(&mut self) -> Verdict<Outlived> {
        let (path, token, lifetime) = (self.resource()?, self.token()?, self.lifetime()?);
        let life = Duration::try_from_secs_f64(lifetime).unwrap_or(Duration::MAX);
        if life > LONGEST_LIFETIME {
            let longest = LONGEST_LIFETIME.as_secs();
            return Err(NotPassed::NotApplicable(format!(
                "a token lives for {lifetime} s: take an application whose tokens live for {longest} s or less"
            )));
        }
        let accepted = self.accepted(&path, &token)?.status;
        let network = self.transport();
        let client = self.open(network)?;
        let before = self.call(&client, &path)?;
        self.pause(life + MINUTE)?;
        Ok(Outlived { path, token, accepted, client, before })
    }
}

const MINUTE: Duration = Duration::from_secs(60);
