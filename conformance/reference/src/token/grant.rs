//! What a token response grants.

use zeroize::Zeroizing;

use super::lifetime::Lifetime;

/// What a token response grants.
pub(crate) struct Grant {
    pub(crate) token: Zeroizing<String>,
    pub(crate) lifetime: Lifetime,
    pub(crate) scopes: Vec<String>,
    /// Kept by a defective client only.
    pub(crate) refresh_token: Option<String>,
}
