//! Typed errors of a component as one line for people, with a hint.

use std::time::Duration;

use crate::types::{Endpoint, Error, ExchangeFailure, Failure, FailureKind, Gated, OauthFailure, Reason};

pub(crate) fn error(error: &Error) -> String {
    match error {
        Error::Configuration(text) => format!("configuration: {text}"),
        Error::InvalidRequest(text) => format!("invalid request: {text}"),
        Error::Denied(failure) => advised(&event(failure), hint(FailureKind::Denied)),
        Error::Transport(failure) => advised(&event(failure), hint(FailureKind::Transport)),
        Error::Timeout(failure) => advised(&event(failure), hint(FailureKind::Timeout)),
        Error::TooLarge(failure) => advised(&event(failure), hint(FailureKind::TooLarge)),
        Error::Oauth(failure) => oauth(failure),
        Error::MalformedTokenResponse(text) => {
            advised(&placed("token endpoint", text), hint(FailureKind::MalformedTokenResponse))
        }
        Error::Gated(gate) => gated(gate),
        Error::Refused(refused) => {
            let reason = reason(&refused.reason);
            format!("the token was refused with status 401 and there is no other: {reason}")
        }
    }
}

/// A text with its control characters replaced, to be printed in one line.
pub(crate) fn line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

fn oauth(failure: &OauthFailure) -> String {
    let place = format!("token endpoint answered {}", failure.status);
    let hint = match failure.status {
        429 | 500..=599 => "try again later",
        _ => hint(FailureKind::Oauth),
    };
    advised(&placed(&place, &said(&failure.code, &failure.text)), hint)
}

fn gated(gate: &Gated) -> String {
    let remaining = Duration::from_nanos(gate.remaining).as_secs_f64();
    let cause = failure(&gate.cause);
    format!("token requests are held back for another {remaining:.1} s after the last one failed: {cause}")
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Failure(cause) => failure(cause),
        Reason::Gated(gate) => gated(gate),
        Reason::Deadline => "the deadline left no time to ask for one; allow more".into(),
    }
}

fn failure(failure: &Failure) -> String {
    let hint = match failure.kind {
        FailureKind::Oauth if failure.code.is_empty() => "try again later",
        kind => hint(kind),
    };
    advised(&placed("token endpoint", &said(&failure.code, &failure.text)), hint)
}

fn hint(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Denied => "the host lets requests to the origin of the base URL only, check it",
        FailureKind::Transport => "check the base URL, the network and the server",
        FailureKind::Timeout => "try again later, or allow more time",
        FailureKind::TooLarge => "send or ask for less, or raise request-limit or response-limit",
        FailureKind::Oauth => "check client id, client secret, tenant and scopes",
        FailureKind::MalformedTokenResponse => "check that the base URL is a ScaiKey deployment",
    }
}

fn advised(what: &str, hint: &str) -> String {
    format!("{what}; {hint}")
}

/// The code and the text of an OAuth error; either may be empty.
fn said(code: &str, text: &str) -> String {
    match (code, text) {
        (code, "") => code.to_owned(),
        ("", text) => text.to_owned(),
        (code, text) => format!("{code}: {text}"),
    }
}

fn event(failure: &ExchangeFailure) -> String {
    match failure.endpoint {
        Endpoint::TokenEndpoint => placed("token endpoint", &failure.text),
        Endpoint::ProtectedResource => placed("protected resource", &failure.text),
    }
}

/// What happened and where, unless the component named the place itself.
fn placed(place: &str, text: &str) -> String {
    match text {
        "" => place.to_owned(),
        text if text.contains(place) => text.to_owned(),
        text => format!("{place}: {text}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Refused, Response};

    #[track_caller]
    fn check(error: Error, expected: &str) {
        assert_eq!(crate::Error::answered(error, &"hunter2".into()).to_string(), expected);
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
            "token endpoint answered 401: invalid_client; check client id, client secret, tenant and scopes",
        );
        check(
            Error::Timeout(ExchangeFailure {
                endpoint: Endpoint::ProtectedResource,
                text: "the protected resource took longer than 10 s".into(),
            }),
            "the protected resource took longer than 10 s; try again later, or allow more time",
        );
        check(Error::Oauth(refusal(503)), "token endpoint answered 503: invalid_client; try again later");
        check(
            Error::Gated(Gated {
                remaining: 1_600_000_000,
                cause: Failure {
                    kind: FailureKind::Oauth,
                    code: "invalid_client".into(),
                    text: "unknown client".into(),
                },
            }),
            "token requests are held back for another 1.6 s after the last one failed: \
             token endpoint: invalid_client: unknown client; check client id, client secret, tenant and scopes",
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
        let refused = Error::Refused(Refused { response, reason: Reason::Deadline });
        let error = crate::Error::answered(refused, &"hunter3".into());
        assert_eq!(
            format!("{error:?}"),
            "Error(the token was refused with status 401 and there is no other: \
             the deadline left no time to ask for one; allow more)",
        );
    }

    #[test]
    fn errors_do_not_show_the_secret_of_their_client() {
        let text = "hunter2 or aHVudGVyMg is bad";
        check(Error::Configuration(text.into()), "configuration: [client secret] or [client secret]g is bad");
    }

    #[test]
    fn errors_are_one_line() {
        check(Error::Configuration("a\nb\u{1b}[31mc\r".into()), "configuration: a b [31mc ");
    }
}
