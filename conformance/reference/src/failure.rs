//! What goes wrong, in the words of the contract.

use crate::types::{Endpoint, Error, ExchangeFailure, Failure, FailureClass, Gated, OauthFailure, Reason};
use crate::world::{Class, Fault};

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
    pub(crate) fn new(class: Class, text: impl Into<String>) -> Self {
        Self { class, text: text.into() }
    }

    pub(crate) fn at(self, endpoint: Endpoint) -> Error {
        let failure = ExchangeFailure { endpoint, text: self.text };
        match self.class {
            Class::Denied => Error::Denied(failure),
            Class::Transport => Error::Transport(failure),
            Class::Timeout => Error::Timeout(failure),
            Class::TooLarge => Error::TooLarge(failure),
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
        let (class, code, text) = match self {
            Self::Exchange(fault) => (fault.class.into(), String::new(), fault.text),
            Self::Oauth(failure) => (FailureClass::Oauth, failure.code, failure.text),
            Self::Malformed(text) => (FailureClass::MalformedTokenResponse, String::new(), text),
        };
        Failure { class, code, text }
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

impl From<Class> for FailureClass {
    fn from(class: Class) -> Self {
        match class {
            Class::Denied => Self::Denied,
            Class::Transport => Self::Transport,
            Class::Timeout => Self::Timeout,
            Class::TooLarge => Self::TooLarge,
        }
    }
}

pub(crate) fn deadline_passed() -> Fault {
    Fault::new(Class::Timeout, "the deadline of the call has passed")
}
