//! What goes wrong, in the words of the contract.

use crate::environment::{Fault, Kind};
use crate::types::{Endpoint, Error, ExchangeFailure, Failure, FailureKind, Gated, OauthFailure, Reason};

/// A token request that brought no token.
#[derive(Clone)]
pub(crate) enum TokenFailure {
    /// There was no usable response.
    Exchange(Fault),
    /// The token endpoint refused.
    Oauth(OauthFailure),
    /// It answered 2xx with something else than a token.
    Malformed(String),
}

/// Why a call has no token to send.
#[derive(Clone)]
pub(crate) enum Lack {
    /// The token request failed.
    Failed(TokenFailure),
    /// Token requests are held back.
    Gated(Gated),
    /// The deadline left no time for it.
    Deadline,
}

impl Fault {
    pub(crate) fn new(kind: Kind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }

    pub(crate) fn at(self, endpoint: Endpoint) -> Error {
        let failure = ExchangeFailure { endpoint, text: self.text };
        match self.kind {
            Kind::Denied => Error::Denied(failure),
            Kind::Transport => Error::Transport(failure),
            Kind::Timeout => Error::Timeout(failure),
            Kind::TooLarge => Error::TooLarge(failure),
        }
    }
}

impl TokenFailure {
    pub(crate) fn error(self) -> Error {
        match self {
            Self::Exchange(fault) => fault.at(Endpoint::TokenEndpoint),
            Self::Oauth(failure) => Error::Oauth(failure),
            Self::Malformed(text) => Error::MalformedTokenResponse(text),
        }
    }

    pub(crate) fn summary(self) -> Failure {
        let (kind, code, text) = match self {
            Self::Exchange(fault) => (fault.kind.into(), String::new(), fault.text),
            Self::Oauth(failure) => (FailureKind::Oauth, failure.code, failure.text),
            Self::Malformed(text) => (FailureKind::MalformedTokenResponse, String::new(), text),
        };
        Failure { kind, code, text }
    }
}

impl Lack {
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

impl From<Kind> for FailureKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Denied => Self::Denied,
            Kind::Transport => Self::Transport,
            Kind::Timeout => Self::Timeout,
            Kind::TooLarge => Self::TooLarge,
        }
    }
}

pub(crate) fn deadline_passed() -> Fault {
    Fault::new(Kind::Timeout, "the deadline of the call has passed")
}
