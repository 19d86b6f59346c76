//! Token requests that brought no token.

use alloc::format;
use alloc::string::String;

use crate::exchange::ExchangeError;
use crate::types::{self, Endpoint, Error, FailureKind, OauthFailure};

/// A token request that brought no token.
#[derive(Clone, Debug)]
pub(crate) enum FetchError {
    /// There was no response.
    Exchange(ExchangeError),
    /// The response was a refusal.
    Oauth(OauthFailure),
    /// The response was no token response.
    Malformed(&'static str),
}

impl FetchError {
    pub(crate) fn kind(&self) -> FailureKind {
        match self {
            Self::Exchange(ExchangeError::Denied(_)) => FailureKind::Denied,
            Self::Exchange(ExchangeError::Transport(_)) => FailureKind::Transport,
            Self::Exchange(ExchangeError::Timeout(_)) => FailureKind::Timeout,
            Self::Exchange(ExchangeError::TooLarge(_)) => FailureKind::TooLarge,
            Self::Oauth(_) => FailureKind::Oauth,
            Self::Malformed(_) => FailureKind::MalformedTokenResponse,
        }
    }

    /// In short, as the cause of something else.
    pub(crate) fn into_cause(self) -> types::Failure {
        let kind = self.kind();
        let (code, text) = match self {
            Self::Exchange(error) => (String::new(), error.text(Endpoint::TokenEndpoint)),
            Self::Oauth(failure) => (failure.code, failure.text),
            Self::Malformed(wrong) => (String::new(), malformed(wrong)),
        };
        types::Failure { kind, code, text }
    }
}

impl From<FetchError> for Error {
    fn from(failure: FetchError) -> Self {
        match failure {
            FetchError::Exchange(error) => error.at(Endpoint::TokenEndpoint),
            FetchError::Oauth(failure) => Self::Oauth(failure),
            FetchError::Malformed(wrong) => Self::MalformedTokenResponse(malformed(wrong)),
        }
    }
}

fn malformed(wrong: &str) -> String {
    format!("token response: {wrong}")
}
