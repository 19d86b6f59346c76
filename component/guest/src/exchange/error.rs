//! Why an exchange failed.

use alloc::format;
use alloc::string::String;

use crate::types::{Endpoint, Error, ExchangeFailure};

/// Why an exchange brought no usable response. The text describes the failure; it never quotes the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExchangeError {
    /// The host denied the request.
    Denied(&'static str),
    /// The connection failed, or the peer violated HTTP.
    Transport(&'static str),
    /// A time limit passed.
    Timeout(&'static str),
    /// A body exceeds its limit.
    TooLarge(&'static str),
}

impl ExchangeError {
    /// Converts to the error of a call, for an exchange with this endpoint.
    pub(crate) fn at(self, endpoint: Endpoint) -> Error {
        let failure = ExchangeFailure { endpoint, text: self.text(endpoint) };
        match self {
            Self::Denied(_) => Error::Denied(failure),
            Self::Transport(_) => Error::Transport(failure),
            Self::Timeout(_) => Error::Timeout(failure),
            Self::TooLarge(_) => Error::TooLarge(failure),
        }
    }

    /// The failure with its place, for people.
    pub(crate) fn text(self, endpoint: Endpoint) -> String {
        let place = match endpoint {
            Endpoint::TokenEndpoint => "token endpoint",
            Endpoint::ProtectedResource => "protected resource",
        };
        let (Self::Denied(what) | Self::Transport(what) | Self::Timeout(what) | Self::TooLarge(what)) = self;
        format!("{place}: {what}")
    }
}
