//! Applications: who may ask for tokens.

use std::fmt;

use crate::route::Surface;

/// Somebody who asks for tokens with a client secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Application {
    /// The client id, which is the id of the application in the admin API, too.
    pub id: String,
    /// The client secret.
    pub secret: String,
    /// What people call it.
    pub name: String,
    /// Whose tokens it gets.
    pub level: Level,
    /// The scopes that its tokens may have.
    pub allowed_scopes: Vec<String>,
    /// How long its tokens live, in seconds.
    pub token_lifetime: u32,
}

/// The documents call this the scope of an application, which has nothing to do with the scopes of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Level {
    /// GLOBAL: tokens for all tenants, from the platform's token endpoint.
    Global,
    /// TENANT: tokens from the token endpoint of the tenant with this slug.
    Tenant(String),
}

impl Application {
    /// Where it gets its tokens.
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

/// Whether it is one scope, as RFC 6749 section 3.3 writes them.
pub(crate) fn is_scope(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
    (1..=100).contains(&text.len()) && text.bytes().all(is_allowed)
}
