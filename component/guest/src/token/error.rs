//! Why a token request failed.

use alloc::format;
use alloc::string::String;

use crate::exchange::ExchangeError;
use crate::types::{self, Endpoint, Error, FailureKind, OauthFailure};

/// Why a token request failed.
#[derive(Clone, Debug)]
pub(crate) enum FetchError {
    /// No usable response arrived.
    Exchange(ExchangeError),
    /// The response is an OAuth error, or has an error status.
    Oauth(OauthFailure),
    /// The response is not a valid token response.
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

    /// Converts to the short form, as the cause of another error.
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
    format!("invalid token response: {wrong}")
}
