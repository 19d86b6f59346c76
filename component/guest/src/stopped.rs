//! Calls that go no further, in the words of `wit/`.

use scaikey_policy::Stop;

use crate::exchange::Fault;
use crate::status::nanoseconds;
use crate::types::{Error, Failure, Gated, Reason, Refused, Response};

/// Why a call has no token to go on with.
pub(crate) enum Stopped {
    /// The policy says so.
    Policy(Stop<Failure>),
    /// The deadline of the call left no time to get one.
    Deadline,
}

impl Stopped {
    /// For a call that has nothing to show.
    pub(crate) fn into_error(self) -> Error {
        match self {
            Self::Policy(Stop::Failed(failure)) => failure.into(),
            Self::Policy(Stop::Gated { remaining, cause }) => {
                Error::Gated(Gated { remaining: nanoseconds(remaining), cause })
            }
            Self::Deadline => Fault::Timeout("the deadline passed before a token was asked for".into())
                .of_token_request()
                .into(),
        }
    }

    /// For a call whose token was refused with this response.
    pub(crate) fn into_refusal(self, response: Response) -> Error {
        let reason = match self {
            Self::Policy(Stop::Failed(failure)) => Reason::Failure(failure),
            Self::Policy(Stop::Gated { remaining, cause }) => {
                Reason::Gated(Gated { remaining: nanoseconds(remaining), cause })
            }
            Self::Deadline => Reason::Deadline,
        };
        Error::Refused(Refused { response, reason })
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Denied(failure) => Self::Denied(failure),
            Failure::Transport(failure) => Self::Transport(failure),
            Failure::Timeout(failure) => Self::Timeout(failure),
            Failure::TooLarge(failure) => Self::TooLarge(failure),
            Failure::Oauth(failure) => Self::Oauth(failure),
            Failure::MalformedTokenResponse(text) => Self::MalformedTokenResponse(text),
        }
    }
}
