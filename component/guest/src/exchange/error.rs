//! Exchanges that brought no response.

use alloc::format;
use alloc::string::String;

use crate::types::{Endpoint, Error, ExchangeFailure};

/// An exchange that brought no usable response. The text says what happened; nothing in it was chosen by the peer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExchangeError {
    /// The host did not let the request out.
    Denied(&'static str),
    /// The connection failed or carried something that is not HTTP.
    Transport(&'static str),
    /// Time ran out.
    Timeout(&'static str),
    /// A body exceeds its limit.
    TooLarge(&'static str),
}

impl ExchangeError {
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

    pub(crate) fn text(self, endpoint: Endpoint) -> String {
        let place = match endpoint {
            Endpoint::TokenEndpoint => "token endpoint",
            Endpoint::ProtectedResource => "protected resource",
        };
        let (Self::Denied(what) | Self::Transport(what) | Self::Timeout(what) | Self::TooLarge(what)) = self;
        format!("{place}: {what}")
    }
}
