//! A token and a client after their tokens have expired.

use std::time::Duration;

use scaikey_host::Client;

use super::Inspection;
use crate::core::verdict::{NotPassed, Verdict};
use crate::deployment::exchanges::pacing::LONGEST_LIFETIME;

/// A token and a client, a minute after both of their tokens have expired.
#[derive(Clone)]
pub(crate) struct Expired {
    pub(crate) path: String,
    pub(crate) token: String,
    /// The status for the token before it expired.
    pub(crate) accepted: u16,
    pub(crate) client: Client,
    /// The result of a call of the client before its token expired.
    pub(crate) before: String,
}

impl Inspection<'_> {
    /// Waits until both have expired, once for all checks.
    pub(crate) fn expired(&mut self) -> Verdict<Expired> {
        if let Some(expired) = &self.expired {
            return expired.clone();
        }
        let expired = self.wait_for_expiry();
        self.expired = Some(expired.clone());
        expired
    }

    /// Not applicable if tokens live longer than [`LONGEST_LIFETIME`].
    fn wait_for_expiry(&mut self) -> Verdict<Expired> {
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
        let client = self.open_client(network)?;
        let before = self.call(&client, &path)?;
        self.pause(life + MINUTE)?;
        Ok(Expired { path, token, accepted, client, before })
    }
}

const MINUTE: Duration = Duration::from_secs(60);
