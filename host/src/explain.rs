//! Typed errors of a component as one line for people, with a hint.

use std::time::Duration;

use crate::types::{Endpoint, Error, ExchangeFailure, Failure, Gated, OauthFailure, Reason};

pub(crate) fn error(error: &Error) -> String {
    match error {
        Error::Configuration(text) => format!("configuration: {text}"),
        Error::InvalidRequest(text) => format!("invalid request: {text}"),
        Error::Denied(failure) => denied(failure),
        Error::Transport(failure) => transport(failure),
        Error::Timeout(failure) => timeout(failure),
        Error::TooLarge(failure) => too_large(failure),
        Error::Oauth(failure) => oauth(failure),
        Error::MalformedTokenResponse(text) => malformed(text),
        Error::Gated(gate) => gated(gate),
        Error::Refused(refused) => {
            format!(
                "the token was refused with status 401 and there is no other: {}",
                reason(&refused.reason)
            )
        }
    }
}

/// Text of a component, made fit for one line of a terminal.
pub(crate) fn line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Failure(cause) => failure(cause),
        Reason::Gated(gate) => gated(gate),
        Reason::Deadline => "the deadline left no time to ask for one; allow more".into(),
    }
}

fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Denied(cause) => denied(cause),
        Failure::Transport(cause) => transport(cause),
        Failure::Timeout(cause) => timeout(cause),
        Failure::TooLarge(cause) => too_large(cause),
        Failure::Oauth(cause) => oauth(cause),
        Failure::MalformedTokenResponse(text) => malformed(text),
    }
}

fn denied(failure: &ExchangeFailure) -> String {
    format!("{}; the host lets requests to the origin of the base URL only, check it", event(failure))
}

fn transport(failure: &ExchangeFailure) -> String {
    format!("{}; check the base URL, the network and the server", event(failure))
}

fn timeout(failure: &ExchangeFailure) -> String {
    format!("{}; try again later, or allow more time", event(failure))
}

fn too_large(failure: &ExchangeFailure) -> String {
    format!("{}; send or ask for less, or raise the limit", event(failure))
}

fn oauth(failure: &OauthFailure) -> String {
    let code = if failure.code.is_empty() { "no error code" } else { &failure.code };
    let text = if failure.text.is_empty() { String::new() } else { format!(": {}", failure.text) };
    let hint = match failure.status {
        429 | 500..=599 => "try again later",
        _ => "check client id, client secret, tenant and scopes",
    };
    format!("token endpoint answered {} ({code}){text}; {hint}", failure.status)
}

fn malformed(text: &str) -> String {
    format!(
        "token endpoint answered with no usable token: {text}; check that the base URL is a ScaiKey deployment"
    )
}

fn gated(gate: &Gated) -> String {
    let remaining = Duration::from_nanos(gate.remaining).as_secs_f64();
    format!(
        "token requests are held back for another {remaining:.1} s; the last failure: {}",
        failure(&gate.cause)
    )
}

/// What happened and where, if the component did not name the place itself.
fn event(failure: &ExchangeFailure) -> String {
    let place = match failure.endpoint {
        Endpoint::TokenEndpoint => "token endpoint",
        Endpoint::ProtectedResource => "protected resource",
    };
    if failure.text.contains(place) {
        return failure.text.clone();
    }
    format!("{place}: {}", failure.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Refused, Response};

    #[track_caller]
    fn check(error: Error, expected: &str) {
        assert_eq!(crate::Error::from(error).to_string(), expected);
    }

    fn unreachable() -> ExchangeFailure {
        ExchangeFailure { endpoint: Endpoint::TokenEndpoint, text: "connection refused".into() }
    }

    fn refusal(status: u16) -> OauthFailure {
        OauthFailure { status, code: "invalid_client".into(), text: String::new() }
    }

    #[test]
    fn errors_say_what_to_do() {
        check(Error::Configuration("base-url: no host".into()), "configuration: base-url: no host");
        check(
            Error::Transport(unreachable()),
            "token endpoint: connection refused; check the base URL, the network and the server",
        );
        check(
            Error::Oauth(refusal(401)),
            "token endpoint answered 401 (invalid_client); check client id, client secret, tenant and scopes",
        );
        check(
            Error::Timeout(ExchangeFailure {
                endpoint: Endpoint::ProtectedResource,
                text: "the protected resource took longer than 10 s".into(),
            }),
            "the protected resource took longer than 10 s; try again later, or allow more time",
        );
        check(Error::Oauth(refusal(503)), "token endpoint answered 503 (invalid_client); try again later");
        check(
            Error::Gated(Gated { remaining: 1_600_000_000, cause: Failure::Oauth(refusal(503)) }),
            "token requests are held back for another 1.6 s; the last failure: \
             token endpoint answered 503 (invalid_client); try again later",
        );
    }

    #[test]
    fn errors_show_no_response() {
        let response = Response {
            status: 401,
            headers: vec![("set-cookie".into(), b"hunter2".to_vec())],
            body: b"hunter2".to_vec(),
            attempts: 1,
        };
        let error = crate::Error::from(Error::Refused(Refused { response, reason: Reason::Deadline }));
        assert_eq!(
            format!("{error:?}"),
            "Error(the token was refused with status 401 and there is no other: \
             the deadline left no time to ask for one; allow more)",
        );
    }

    #[test]
    fn errors_are_one_line() {
        check(Error::Configuration("a\nb\u{1b}[31mc\r".into()), "configuration: a b [31mc ");
    }
}
