//! Failures, and their errors in the contract.

use crate::environment::{ErrorKind, ExchangeError};
use crate::types::{Endpoint, Error, ExchangeFailure, Failure, FailureKind, Gated, OauthFailure, Reason};

/// Why a token request failed.
#[derive(Clone)]
pub(crate) enum TokenFailure {
    /// There was no usable response.
    Exchange(ExchangeError),
    /// The token endpoint refused.
    Oauth(OauthFailure),
    /// The token endpoint answered 2xx without a token.
    Malformed(String),
}

/// Why a call has no token to send.
#[derive(Clone)]
pub(crate) enum NoToken {
    /// The token request failed.
    Failed(TokenFailure),
    /// Token requests are held back.
    Gated(Gated),
    /// The deadline left no time for it.
    Deadline,
}

impl ExchangeError {
    pub(crate) fn new(kind: ErrorKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }

    pub(crate) fn at(self, endpoint: Endpoint) -> Error {
        let failure = ExchangeFailure { endpoint, text: self.text };
        match self.kind {
            ErrorKind::Denied => Error::Denied(failure),
            ErrorKind::Transport => Error::Transport(failure),
            ErrorKind::Timeout => Error::Timeout(failure),
            ErrorKind::TooLarge => Error::TooLarge(failure),
        }
    }
}

impl TokenFailure {
    pub(crate) fn error(self) -> Error {
        match self {
            Self::Exchange(error) => error.at(Endpoint::TokenEndpoint),
            Self::Oauth(failure) => Error::Oauth(failure),
            Self::Malformed(text) => Error::MalformedTokenResponse(text),
        }
    }

    pub(crate) fn summary(self) -> Failure {
        let (kind, code, text) = match self {
            Self::Exchange(error) => (error.kind.into(), String::new(), error.text),
            Self::Oauth(failure) => (FailureKind::Oauth, failure.code, failure.text),
            Self::Malformed(text) => (FailureKind::MalformedTokenResponse, String::new(), text),
        };
        Failure { kind, code, text }
    }
}

impl NoToken {
    pub(crate) fn error(self) -> Error {
        match self {
            Self::Failed(failure) => failure.error(),
            Self::Gated(gated) => Error::Gated(gated),
            Self::Deadline => deadline_passed().at(Endpoint::TokenEndpoint),
        }
    }

    pub(crate) fn reason(self) -> Reason {
        match self {
            Self::Failed(failure) => Reason::Failure(failure.summary()),
            Self::Gated(gated) => Reason::Gated(gated),
            Self::Deadline => Reason::Deadline,
        }
    }
}

impl From<ErrorKind> for FailureKind {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Denied => Self::Denied,
            ErrorKind::Transport => Self::Transport,
            ErrorKind::Timeout => Self::Timeout,
            ErrorKind::TooLarge => Self::TooLarge,
        }
    }
}

pub(crate) fn deadline_passed() -> ExchangeError {
    ExchangeError::new(ErrorKind::Timeout, "the deadline of the call has passed")
}
