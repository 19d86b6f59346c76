//! Short summaries of outcomes and requests, for tables.

use std::time::Duration;

use scaikey_guest::types::{Endpoint, Error, Failure, Gated, Reason, Response};

use crate::scripted_io::SentRequest;

/// How a call ended: `200 at attempt 1`, `timeout at the token endpoint`, `refused, gated for 1s after transport`.
pub(crate) fn outcome(result: &Result<Response, Error>) -> String {
    match result {
        Ok(response) => format!("{} at attempt {}", response.status, response.attempts),
        Err(failure) => error(failure),
    }
}

pub(crate) fn error(error: &Error) -> String {
    match error {
        Error::Configuration(_) => "configuration".into(),
        Error::InvalidRequest(_) => "invalid request".into(),
        Error::Denied(failure) => format!("denied at {}", place(failure.endpoint)),
        Error::Transport(failure) => format!("transport at {}", place(failure.endpoint)),
        Error::Timeout(failure) => format!("timeout at {}", place(failure.endpoint)),
        Error::TooLarge(failure) => format!("too large at {}", place(failure.endpoint)),
        Error::Oauth(failure) => format!("oauth {} {}", failure.status, failure.code),
        Error::MalformedTokenResponse(_) => "malformed".into(),
        Error::Gated(closed) => gated(closed),
        Error::Refused(refused) => {
            let reason = match &refused.reason {
                Reason::Failure(failure) => cause(failure),
                Reason::Gated(closed) => gated(closed),
                Reason::Deadline => "deadline".into(),
            };
            let response = &refused.response;
            format!("refused with {} at attempt {}, {reason}", response.status, response.attempts)
        }
    }
}

fn gated(gated: &Gated) -> String {
    format!("gated for {:?} after {}", Duration::from_nanos(gated.remaining), cause(&gated.cause))
}

fn cause(failure: &Failure) -> String {
    let kind = format!("{:?}", failure.kind).replace("FailureKind::", "").to_lowercase();
    format!("{kind} {}", failure.code).trim_end().into()
}

fn place(endpoint: Endpoint) -> &'static str {
    match endpoint {
        Endpoint::TokenEndpoint => "the token endpoint",
        Endpoint::ProtectedResource => "the protected resource",
    }
}

/// `fetch` for a token request, `send x` for a request with the token `x`.
pub(crate) fn requests(sent: &[SentRequest]) -> Vec<String> {
    let summary = |sent: &SentRequest| match sent.path.ends_with("/oauth/token") {
        true => "fetch".into(),
        false => {
            let authorization =
                sent.header("authorization").expect("a request to the resource carries a token");
            format!("send {}", authorization.strip_prefix("Bearer ").expect("a bearer token"))
        }
    };
    sent.iter().map(summary).collect()
}
