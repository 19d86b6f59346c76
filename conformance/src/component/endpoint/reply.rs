//! What the endpoint answers: a reply, or an error of the host in its place.

use std::fmt;
use std::time::Duration;

use http::StatusCode;
use http::header::CONTENT_TYPE;
pub(crate) use scaikey_mock::{Delivery, Reply};

use super::fault::Fault;

/// What becomes of one request.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "few are alive at once, and most are replies")]
pub(crate) enum Answer {
    Reply(Reply),
    /// After this time the host reports this error, as if there were no connection that could carry a reply.
    Fault(Fault, Duration),
}

impl Answer {
    /// The reply, if it is one.
    pub(crate) fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Reply(reply) => Some(reply),
            Self::Fault(..) => None,
        }
    }

    /// The status of the reply, whether or not it arrives.
    pub(crate) fn status(&self) -> Option<u16> {
        self.reply().map(|reply| reply.response.status().as_u16())
    }

    /// Time that passes before it.
    pub(crate) fn delay(&self) -> Duration {
        match self {
            Self::Reply(reply) => reply.delay,
            Self::Fault(_, delay) => *delay,
        }
    }

    /// Whether it is a reply that arrives whole.
    pub(crate) fn is_whole(&self) -> bool {
        self.reply().is_some_and(Reply::is_whole)
    }

    /// Whether it does not wait for the body of the request.
    pub(crate) fn is_early(&self) -> bool {
        self.reply().is_some_and(|reply| reply.early)
    }

    /// The same after this time.
    pub(crate) fn after(self, delay: Duration) -> Self {
        match self {
            Self::Reply(reply) => Self::Reply(reply.after(delay)),
            Self::Fault(fault, _) => Self::Fault(fault, delay),
        }
    }
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

/// In short, as traces show it: the status, or what came instead.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply(reply) => reply.fmt(f),
            Self::Fault(fault, _) => write!(f, "{}", fault.code),
        }
    }
}

/// A reply with this status and a body that says so. An invalid status code is a mistake of the suite.
pub(crate) fn status(status: u16) -> Reply {
    Reply::empty(StatusCode::from_u16(status).expect("a status code"))
        .header(CONTENT_TYPE, "application/json")
        .body(format!(r#"{{"detail":"the mock answers {status}"}}"#))
}

/// A connection that fails with this error.
pub(crate) fn lost(fault: Fault) -> Answer {
    Answer::Fault(fault, Duration::ZERO)
}

/// No reply, ever.
pub(crate) fn silence() -> Reply {
    status(504).delivery(Delivery::Silence)
}
