//! Errors in words that checks compare, without the texts for people.

use std::error::Error as _;
use std::iter::successors;
use std::time::Duration;

use scaikey_host::types::{Endpoint, Error, ExchangeFailure, Failure, FailureKind, Gated, Reason};
use scaikey_host::{Error as Stopped, types::Refused};

/// Says what a call failed with. `shown` describes the response in an error that carries one.
pub(super) fn text(error: &Error, shown: impl FnOnce(&Refused) -> String) -> String {
    let what = match error {
        Error::Configuration(_) => "configuration".into(),
        Error::InvalidRequest(_) => "invalid request".into(),
        Error::Denied(failure) => exchange("denied", failure),
        Error::Transport(failure) => exchange("transport", failure),
        Error::Timeout(failure) => exchange("timeout", failure),
        Error::TooLarge(failure) => exchange("too large", failure),
        Error::Oauth(failure) => format!("oauth {} {}", failure.status, failure.code).trim_end().into(),
        Error::MalformedTokenResponse(_) => "malformed token response".into(),
        Error::Gated(gate) => gated(gate),
        Error::Refused(refused) => {
            let reason = match &refused.reason {
                Reason::Failure(cause) => failure(cause),
                Reason::Gated(gate) => gated(gate),
                Reason::Deadline => "deadline".into(),
            };
            format!("refused with {}, since {reason}", shown(refused))
        }
    };
    format!("fail: {what}")
}

/// All that an error says in words of the client.
pub(super) fn said(error: &Error) -> String {
    let cause = |failure: &Failure| format!("{} {}", failure.code, failure.text);
    match error {
        Error::Configuration(text) | Error::InvalidRequest(text) | Error::MalformedTokenResponse(text) => {
            text.clone()
        }
        Error::Denied(failure)
        | Error::Transport(failure)
        | Error::Timeout(failure)
        | Error::TooLarge(failure) => failure.text.clone(),
        Error::Oauth(failure) => format!("{} {}", failure.code, failure.text),
        Error::Gated(gate) => cause(&gate.cause),
        Error::Refused(refused) => match &refused.reason {
            Reason::Failure(failure) => cause(failure),
            Reason::Gated(gate) => cause(&gate.cause),
            Reason::Deadline => String::new(),
        },
    }
}

/// How a component was stopped. The words are those of the judge: the host advises its operator, who does not read
/// the report.
pub(super) fn stopped(error: &Stopped) -> String {
    if error.is_exhausted() {
        return "stop: the component computed without end".into();
    }
    if error.is_memory() {
        return "stop: the component took too much memory".into();
    }
    if error.is_timeout() {
        return "stop: the component waited without end".into();
    }
    if error.is_trap() {
        let causes = successors(error.source(), |cause| (*cause).source());
        let cause = causes.last().map(ToString::to_string).unwrap_or_default();
        return format!("stop: the component broke off, report it to its author: {cause}");
    }
    format!("stop: {error}")
}

/// The functions in which a component trapped, if they have names.
pub(super) fn place(error: &Stopped) -> String {
    match error.backtrace() {
        frames if frames.is_empty() => String::new(),
        frames => format!("in {}", frames.join(", called by ")),
    }
}

fn exchange(kind: &str, failure: &ExchangeFailure) -> String {
    match failure.endpoint {
        Endpoint::TokenEndpoint => format!("{kind} at the token endpoint"),
        Endpoint::ProtectedResource => format!("{kind} at the resource"),
    }
}

fn gated(gate: &Gated) -> String {
    format!("gated for {:?} after {}", Duration::from_nanos(gate.remaining), failure(&gate.cause))
}

fn failure(failure: &Failure) -> String {
    let kind = match failure.kind {
        FailureKind::Denied => "denied",
        FailureKind::Transport => "transport",
        FailureKind::Timeout => "timeout",
        FailureKind::TooLarge => "too large",
        FailureKind::Oauth => "oauth",
        FailureKind::MalformedTokenResponse => "malformed token response",
    };
    format!("{kind} {}", failure.code).trim_end().into()
}
