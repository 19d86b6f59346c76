//! Applications: the OAuth clients that may ask for tokens.

use std::fmt;

use crate::route::Surface;

/// An OAuth client that authenticates with a client secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Application {
    /// The client id, which is also the id of the application in the admin API.
    pub id: String,
    /// The client secret.
    pub secret: String,
    /// Its display name.
    pub name: String,
    /// Whether it belongs to the platform or to a tenant.
    pub level: Level,
    /// The scopes that its tokens may have.
    pub allowed_scopes: Vec<String>,
    /// Lifetime of its tokens, in seconds.
    pub token_lifetime: u32,
}

/// What ScaiKey documents as the scope of an application, which is unrelated to the scopes of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Level {
    /// GLOBAL: tokens for all tenants, from the platform's token endpoint.
    Global,
    /// TENANT: tokens from the token endpoint of the tenant with this slug.
    Tenant(String),
}

impl Application {
    /// The surface on which it gets its tokens.
    pub(crate) fn surface(&self) -> Surface<'_> {
        match &self.level {
            Level::Global => Surface::Platform,
            Level::Tenant(slug) => Surface::Tenant(slug),
        }
    }
}

/// Without the secret.
impl fmt::Debug for Application {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Application")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("level", &self.level)
            .field("allowed_scopes", &self.allowed_scopes)
            .field("token_lifetime", &self.token_lifetime)
            .finish_non_exhaustive()
    }
}

/// Whether it is one scope (RFC 6749 section 3.3) of at most 100 bytes.
pub(crate) fn is_scope(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
    (1..=100).contains(&text.len()) && text.bytes().all(is_allowed)
}
