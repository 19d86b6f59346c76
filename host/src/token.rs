//! An access token.

use std::time::Duration;

use crate::bindings;
use crate::secret::Secret;

/// An access token and its lifetime, as of when the call returned.
#[derive(Clone, Debug)]
pub struct Token {
    /// The text to send as `Authorization: Bearer <value>`.
    pub value: Secret,
    /// Number of this token, for [`Client::discard`](crate::Client::discard).
    pub generation: u64,
    /// Time until it expires; zero if it has expired.
    pub remaining: Duration,
    /// Time until the client fetches another one; zero if that is now.
    pub fresh_for: Duration,
    /// Scopes granted; empty if the server did not list them, which means those requested.
    pub scopes: Vec<String>,
}

impl Token {
    /// As the component returned it.
    pub(crate) fn new(token: bindings::Token) -> Self {
        Self {
            value: token.value.into(),
            generation: token.generation,
            remaining: Duration::from_nanos(token.remaining),
            fresh_for: Duration::from_nanos(token.fresh_for),
            scopes: token.scopes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_shows_everything_but_its_value() {
        let token = Token::new(bindings::Token {
            value: "hunter2".into(),
            generation: 7,
            remaining: 60_000_000_000,
            fresh_for: 30_000_000_000,
            scopes: vec!["tenants.read".into()],
        });
        assert_eq!(
            format!("{token:?}"),
            "Token { value: Secret(..), generation: 7, remaining: 60s, fresh_for: 30s, scopes: [\"tenants.read\"] }",
        );
        assert_eq!(token.value.expose(), "hunter2");
    }
}
