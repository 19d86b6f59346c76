//! Token requests that brought no token, and exchanges that brought no response.

use alloc::format;
use alloc::string::String;

use crate::types::{self, Endpoint, Error, ExchangeFailure, FailureKind, OauthFailure};

/// An exchange that brought no usable response. The text says what happened; nothing in it was chosen by the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The host did not let the request out.
    Denied(&'static str),
    /// The connection failed or carried something that is not HTTP.
    Transport(&'static str),
    /// Time ran out.
    Timeout(&'static str),
    /// A body exceeds its limit.
    TooLarge(&'static str),
}

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

impl Fault {
    /// As the error of a call, for an exchange with this endpoint.
    pub(crate) fn at(self, endpoint: Endpoint) -> Error {
        let failure = ExchangeFailure { endpoint, text: self.text(endpoint) };
        match self {
            Self::Denied(_) => Error::Denied(failure),
            Self::Transport(_) => Error::Transport(failure),
            Self::Timeout(_) => Error::Timeout(failure),
            Self::TooLarge(_) => Error::TooLarge(failure),
        }
    }

    fn text(self, endpoint: Endpoint) -> String {
        let place = match endpoint {
            Endpoint::TokenEndpoint => "token endpoint",
            Endpoint::ProtectedResource => "protected resource",
        };
        let (Self::Denied(what) | Self::Transport(what) | Self::Timeout(what) | Self::TooLarge(what)) = self;
        format!("{place}: {what}")
    }
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
