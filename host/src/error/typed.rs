//! Errors as plugins get them: typed, and without the client secret.

use std::mem::take;

use super::redact::redacted;
use super::{Error, Kind};
use crate::secret::Secret;
use crate::types::{self, Endpoint, ExchangeFailure, Failure, Reason};

impl Error {
    /// The error of the contract that says the most about this one, for a call that was to end at `endpoint`. The table
    /// in the documentation of `plugins` lists them.
    pub(crate) fn typed(&self, endpoint: Endpoint, secret: &Secret) -> types::Error {
        let failure = |endpoint| ExchangeFailure { endpoint, text: self.to_string() };
        match &*self.0 {
            Kind::Answered { error, .. } => without(error.clone(), secret),
            Kind::Busy(_) | Kind::Late => types::Error::Timeout(failure(Endpoint::TokenEndpoint)),
            Kind::TimedOut(_) => types::Error::Timeout(failure(endpoint)),
            _ => types::Error::Transport(failure(endpoint)),
        }
    }
}

fn without(mut error: types::Error, secret: &Secret) -> types::Error {
    for text in texts(&mut error) {
        *text = redacted(take(text), secret);
    }
    error
}

/// All texts of an error but what a protected resource answered.
fn texts(error: &mut types::Error) -> Vec<&mut String> {
    match error {
        types::Error::Configuration(text)
        | types::Error::InvalidRequest(text)
        | types::Error::MalformedTokenResponse(text) => vec![text],
        types::Error::Denied(failure)
        | types::Error::Transport(failure)
        | types::Error::Timeout(failure)
        | types::Error::TooLarge(failure) => vec![&mut failure.text],
        types::Error::Oauth(failure) => vec![&mut failure.code, &mut failure.text],
        types::Error::Gated(gated) => texts_of_cause(&mut gated.cause),
        types::Error::Refused(refused) => match &mut refused.reason {
            Reason::Failure(cause) => texts_of_cause(cause),
            Reason::Gated(gated) => texts_of_cause(&mut gated.cause),
            Reason::Deadline => Vec::new(),
        },
    }
}

fn texts_of_cause(cause: &mut Failure) -> Vec<&mut String> {
    vec![&mut cause.code, &mut cause.text]
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::types::{FailureKind, Gated, OauthFailure, Refused, Response};

    #[track_caller]
    fn check(error: Error, expected: &str) {
        let typed = error.typed(Endpoint::ProtectedResource, &"hunter2".into());
        assert!(format!("{typed:?}").starts_with(expected), "{typed:?}");
    }

    #[test]
    fn errors_of_the_host_say_whether_the_resource_may_have_been_asked() {
        check(Error::busy(3), "Error::Timeout(ExchangeFailure { endpoint: Endpoint::TokenEndpoint");
        check(Error::late(), "Error::Timeout(ExchangeFailure { endpoint: Endpoint::TokenEndpoint");
        let asked = "ExchangeFailure { endpoint: Endpoint::ProtectedResource";
        check(Error::timed_out(Duration::ZERO), &format!("Error::Timeout({asked}"));
        check(Error::exhausted(), &format!("Error::Transport({asked}"));
        check(Error::stopped(crate::error::Exceeded.into()), &format!("Error::Transport({asked}"));
        check(
            Error::stopped(wasmtime::Trap::UnreachableCodeReached.into()),
            &format!("Error::Transport({asked}"),
        );
    }

    #[track_caller]
    fn check_secret(error: types::Error) {
        let typed =
            Error::answered(error, &"hunter2".into()).typed(Endpoint::ProtectedResource, &"hunter2".into());
        let shown = format!("{typed:?}");
        assert!(!shown.contains("hunter2") && shown.contains("[client secret]"), "{shown}");
    }

    #[test]
    fn no_text_holds_the_secret() {
        let text = || "the secret is hunter2".to_owned();
        let failure = || ExchangeFailure { endpoint: Endpoint::TokenEndpoint, text: text() };
        let cause = || Failure { kind: FailureKind::Oauth, code: text(), text: text() };
        let gated = || Gated { remaining: 1, cause: cause() };
        let refused = |reason| {
            let response = Response { status: 401, headers: Vec::new(), body: Vec::new(), attempts: 1 };
            types::Error::Refused(Refused { response, reason })
        };
        check_secret(types::Error::Configuration(text()));
        check_secret(types::Error::InvalidRequest(text()));
        check_secret(types::Error::Denied(failure()));
        check_secret(types::Error::Transport(failure()));
        check_secret(types::Error::Timeout(failure()));
        check_secret(types::Error::TooLarge(failure()));
        check_secret(types::Error::Oauth(OauthFailure { status: 400, code: text(), text: text() }));
        check_secret(types::Error::MalformedTokenResponse(text()));
        check_secret(types::Error::Gated(gated()));
        check_secret(refused(Reason::Failure(cause())));
        check_secret(refused(Reason::Gated(gated())));
    }
}
