//! Access tokens: asking for one, and reading the answer (RFC 6749 sections 4.4 and 5).

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

/// A bearer token, shared by the calls that use it and wiped with the last of them.
#[derive(Clone)]
pub(crate) struct AccessToken(Rc<Parts>);

struct Parts {
    /// The whole field value, `Bearer ` included, so that no call puts it together anew.
    authorization: Secret,
    scopes: Vec<String>,
}

impl AccessToken {
    fn new(value: &str, scopes: Vec<String>) -> Self {
        let authorization = Secret::from(format!("{SCHEME}{value}"));
        Self(Rc::new(Parts { authorization, scopes }))
    }

    /// The value of the `Authorization` field that carries it (RFC 6750 section 2.1).
    pub(crate) fn authorization(&self) -> &str {
        self.0.authorization.expose()
    }

    /// The token itself.
    pub(crate) fn value(&self) -> &str {
        &self.authorization()[SCHEME.len()..]
    }

    /// The scopes that the server said it granted.
    pub(crate) fn scopes(&self) -> &[String] {
        &self.0.scopes
    }
}

const SCHEME: &str = "Bearer ";
