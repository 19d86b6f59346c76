//! Access tokens: the token request and its response (RFC 6749 sections 4.4 and 5).

mod error;
mod http_date;
pub(crate) mod lifetime;
mod members;
pub(crate) mod no_token;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod retry_after;

use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use crate::secret::Secret;

pub(crate) use error::FetchError;

/// A bearer token. Clones share it; it is wiped when the last one is dropped.
#[derive(Clone)]
pub(crate) struct AccessToken(Rc<Parts>);

struct Parts {
    /// The whole value of the `Authorization` field, so that calls need not build it.
    authorization: Secret,
    scopes: Vec<String>,
}

impl AccessToken {
    fn new(value: &str, scopes: Vec<String>) -> Self {
        let authorization = Secret::from(format!("{SCHEME}{value}"));
        Self(Rc::new(Parts { authorization, scopes }))
    }

    /// The value of the `Authorization` field (RFC 6750 section 2.1).
    pub(crate) fn authorization(&self) -> &str {
        self.0.authorization.expose()
    }

    /// The text of the token.
    pub(crate) fn value(&self) -> &str {
        &self.authorization()[SCHEME.len()..]
    }

    /// The scopes that the server granted; empty if it did not list them.
    pub(crate) fn scopes(&self) -> &[String] {
        &self.0.scopes
    }
}

const SCHEME: &str = "Bearer ";
