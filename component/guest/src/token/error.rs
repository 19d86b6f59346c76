//! Token requests that brought no token.

use alloc::format;
use alloc::string::String;

use crate::exchange::Fault;
use crate::types::{self, Endpoint, Error, FailureKind, OauthFailure};

/// A token request that brought no token.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// There was no response.
    Exchange(Fault),
    /// The response was a refusal.
    Oauth(OauthFailure),
    /// The response was no token response.
    Malformed(&'static str),
}

impl Failure {
    pub(crate) fn kind(&self) -> FailureKind {
        match self {
            Self::Exchange(Fault::Denied(_)) => FailureKind::Denied,
            Self::Exchange(Fault::Transport(_)) => FailureKind::Transport,
            Self::Exchange(Fault::Timeout(_)) => FailureKind::Timeout,
            Self::Exchange(Fault::TooLarge(_)) => FailureKind::TooLarge,
            Self::Oauth(_) => FailureKind::Oauth,
            Self::Malformed(_) => FailureKind::MalformedTokenResponse,
        }
    }

    /// In short, as the cause of something else.
    pub(crate) fn into_cause(self) -> types::Failure {
        let kind = self.kind();
        let (code, text) = match self {
            Self::Exchange(fault) => (String::new(), fault.text(Endpoint::TokenEndpoint)),
            Self::Oauth(failure) => (failure.code, failure.text),
            Self::Malformed(wrong) => (String::new(), malformed(wrong)),
        };
        types::Failure { kind, code, text }
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Exchange(fault) => fault.at(Endpoint::TokenEndpoint),
            Failure::Oauth(failure) => Self::Oauth(failure),
            Failure::Malformed(wrong) => Self::MalformedTokenResponse(malformed(wrong)),
        }
    }
}

fn malformed(wrong: &str) -> String {
    format!("token response: {wrong}")
}
