//! The options of a client.

use std::ops::Deref;

use zeroize::Zeroize;

use crate::bindings;
use crate::secret::Secret;
use crate::types::{Settings, Surface};

/// The options of a client; see `options` in `wit/types.wit` for bounds and defaults.
///
/// The component checks them when a client is opened, and its error names the field.
#[derive(Clone, Debug)]
pub struct Options {
    /// Origin of the deployment, with an optional path prefix. Requests reach this origin only.
    pub base_url: String,
    /// Which token endpoint belongs to the application.
    pub surface: Surface,
    /// Public identifier of the application.
    pub client_id: String,
    /// Secret of the application.
    pub client_secret: Secret,
    /// Scopes to request; empty: all that the application is allowed.
    pub scopes: Vec<String>,
    /// Limits and switches; `None`: all defaults.
    pub settings: Option<Settings>,
}

impl Options {
    /// Options for an application of scope GLOBAL, with all its scopes and default settings.
    pub fn platform(
        base_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        Self {
            base_url: base_url.into(),
            surface: Surface::Platform,
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            scopes: Vec::new(),
            settings: None,
        }
    }

    /// Options for an application of scope TENANT or PARTNER of the tenant `slug`, with all its scopes and default
    /// settings.
    pub fn tenant(
        base_url: impl Into<String>,
        slug: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<Secret>,
    ) -> Self {
        Self { surface: Surface::Tenant(slug.into()), ..Self::platform(base_url, client_id, client_secret) }
    }

    /// The record for the component, with the secret in clear.
    pub(crate) fn expose(&self) -> Exposed {
        Exposed(bindings::Options {
            base_url: self.base_url.clone(),
            surface: self.surface.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.client_secret.expose().to_owned(),
            scopes: self.scopes.clone(),
            settings: self.settings,
        })
    }
}

/// Options with the secret in clear, wiped when dropped.
pub(crate) struct Exposed(bindings::Options);

impl Deref for Exposed {
    type Target = bindings::Options;

    fn deref(&self) -> &bindings::Options {
        &self.0
    }
}

impl Drop for Exposed {
    fn drop(&mut self) {
        self.0.client_secret.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(options: &Options, surface: &str) {
        let shown = format!("{options:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains(surface), "{shown}");
        assert_eq!(options.expose().client_secret, "hunter2");
    }

    #[test]
    fn options_show_everything_but_the_secret() {
        check(&Options::platform("https://scaikey.example", "id", "hunter2"), "Platform");
        check(&Options::tenant("https://scaikey.example", "acme", "id", "hunter2"), "acme");
    }
}
