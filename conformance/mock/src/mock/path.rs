//! Paths without what strangers wrote: one may hold a secret.

use super::line::UNKNOWN;
use crate::mock::Mock;

impl Mock {
    /// A path with `…` for each segment that is nothing the deployment knows.
    pub(crate) fn known(&self, path: &str) -> String {
        let is_known = |segment: &str| {
            WORDS.contains(&segment)
                || self.application(segment).is_some()
                || self.setup.tenants.iter().any(|tenant| tenant.id == segment || tenant.slug == segment)
        };
        let known = |segment| if is_known(segment) { segment } else { UNKNOWN };
        path.split('/').map(known).collect::<Vec<_>>().join("/")
    }
}

/// What stands in paths of ScaiKey, and where a client that goes astray may look for it.
const WORDS: &[&str] = &[
    "",
    ".well-known",
    "admin",
    "api",
    "applications",
    "assignees",
    "audit",
    "auth",
    "authorize",
    "faults",
    "groups",
    "jwks.json",
    "me",
    "mock",
    "oauth",
    "oauth2",
    "openid-configuration",
    "partners",
    "platform",
    "tenants",
    "token",
    "users",
    "v1",
];
