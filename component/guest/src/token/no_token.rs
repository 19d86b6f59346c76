//! Why a call obtained no token, and its conversion to the errors of `wit/`.

use core::time::Duration;

use scaikey_policy::StopReason;

use super::FetchError;
use crate::bindings::nanoseconds;
use crate::exchange::ExchangeError;
use crate::types::{Endpoint, Error, Gated, Reason, Refused, Response};

/// Why a call obtained no token.
pub(crate) enum NoToken {
    /// The policy stopped the call.
    Policy(StopReason<FetchError>),
    /// The deadline of the call left no time.
    Deadline,
}

impl NoToken {
    /// The error of a call that has no response.
    pub(crate) fn into_error(self) -> Error {
        match self {
            Self::Policy(StopReason::FetchFailed(failure)) => failure.into(),
            Self::Policy(StopReason::Gated { remaining, cause }) => Error::Gated(gated(remaining, cause)),
            Self::Deadline => ExchangeError::Timeout("the deadline passed").at(Endpoint::TokenEndpoint),
        }
    }

    /// The error of a call whose token was refused with this response.
    pub(crate) fn into_refused(self, response: Response) -> Error {
        let reason = match self {
            Self::Policy(StopReason::FetchFailed(failure)) => Reason::Failure(failure.into_cause()),
            Self::Policy(StopReason::Gated { remaining, cause }) => Reason::Gated(gated(remaining, cause)),
            Self::Deadline => Reason::Deadline,
        };
        Error::Refused(Refused { response, reason })
    }
}

fn gated(remaining: Duration, cause: FetchError) -> Gated {
    Gated { remaining: nanoseconds(remaining), cause: cause.into_cause() }
}
