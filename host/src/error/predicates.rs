//! Predicates by which callers decide.

use super::{Error, Kind};
use crate::types;

impl Error {
    /// The class of the error in one word, for logs and metrics: `busy`, `certificate`, `configuration`, `denied`, `engine`, `exhausted`,
    /// `gated`, `invalid-component`, `invalid-request`, `malformed-token-response`, `memory`, `oauth`, `refused`,
    /// `timeout`, `too-large`, `transport` or `trap`.
    pub fn class(&self) -> &'static str {
        match &*self.0 {
            Kind::Answered { error, .. } => answered(error),
            Kind::Busy(_) => "busy",
            Kind::Certificate(_) => "certificate",
            Kind::Configuration(_) => "configuration",
            Kind::Engine(_) => "engine",
            Kind::Exhausted => "exhausted",
            Kind::InvalidComponent { .. } => "invalid-component",
            Kind::Memory => "memory",
            Kind::Late | Kind::TimedOut(_) => "timeout",
            Kind::Trapped(_) => "trap",
        }
    }

    /// The bytes are not a component, or it lacks an export of the contract, or imports more than it is granted.
    pub fn is_invalid_component(&self) -> bool {
        self.class() == "invalid-component"
    }

    /// A certificate or key is invalid.
    pub fn is_invalid_certificate(&self) -> bool {
        self.class() == "certificate"
    }

    /// Options, limits, an engine or a directory are not acceptable; the text names what and why. Nothing was sent, and
    /// trying again cannot help.
    pub fn is_configuration(&self) -> bool {
        self.class() == "configuration"
    }

    /// The request is not acceptable: a hostile path, a header that belongs to the client, a bad method. Nothing was
    /// sent, and trying again cannot help.
    pub fn is_invalid_request(&self) -> bool {
        self.class() == "invalid-request"
    }

    /// The component sent a request to another origin than that of its base URL, and the host denied it. Trying again
    /// cannot help.
    pub fn is_denied(&self) -> bool {
        self.class() == "denied"
    }

    /// The connection failed or ended early, or its peer does not speak HTTP. Trying again may help; whether it is
    /// safe depends on the endpoint in [`Error::client`] and on the method.
    pub fn is_transport(&self) -> bool {
        self.class() == "transport"
    }

    /// An exchange took longer than the exchange timeout, or the call longer than its deadline. If there is no
    /// [`Error::client`], either the deadline passed while earlier calls were running, or the call took longer than
    /// [`Limits::call_timeout`](crate::Limits::call_timeout) and the next one starts a new instance.
    /// Trying again may help.
    pub fn is_timeout(&self) -> bool {
        self.class() == "timeout"
    }

    /// A body exceeds its limit, the component's or the host's. Trying again cannot help.
    pub fn is_too_large(&self) -> bool {
        self.class() == "too-large"
    }

    /// The token endpoint refused; [`Error::client`] has the code. With a status of 429 or 5xx trying again later can
    /// help, otherwise the operator has to mend client id, client secret, tenant or scopes.
    pub fn is_oauth(&self) -> bool {
        self.class() == "oauth"
    }

    /// The token endpoint answered with something other than a token response. Trying again may help.
    pub fn is_malformed_token_response(&self) -> bool {
        self.class() == "malformed-token-response"
    }

    /// Token requests are held back after several failures; [`Error::client`] has the time left. Nothing was sent.
    pub fn is_gated(&self) -> bool {
        self.class() == "gated"
    }

    /// The resource answered 401 and no other token could be had; [`Error::client`] has that answer and the reason.
    pub fn is_refused(&self) -> bool {
        self.class() == "refused"
    }

    /// Too many calls wait for the instance, see [`Limits::waiting_calls`](crate::Limits::waiting_calls). Nothing was
    /// sent; trying again later helps.
    pub fn is_busy(&self) -> bool {
        self.class() == "busy"
    }

    /// The component trapped. The next call starts a new instance.
    pub fn is_trap(&self) -> bool {
        self.class() == "trap"
    }

    /// The call used up its fuel or processor time. The next call starts a new instance.
    pub fn is_exhausted(&self) -> bool {
        self.class() == "exhausted"
    }

    /// The component exceeded its limit of memory, table elements, handles or header fields. The next call starts a new
    /// instance.
    pub fn is_memory(&self) -> bool {
        self.class() == "memory"
    }
}

fn answered(error: &types::Error) -> &'static str {
    match error {
        types::Error::Configuration(_) => "configuration",
        types::Error::InvalidRequest(_) => "invalid-request",
        types::Error::Denied(_) => "denied",
        types::Error::Transport(_) => "transport",
        types::Error::Timeout(_) => "timeout",
        types::Error::TooLarge(_) => "too-large",
        types::Error::Oauth(_) => "oauth",
        types::Error::MalformedTokenResponse(_) => "malformed-token-response",
        types::Error::Gated(_) => "gated",
        types::Error::Refused(_) => "refused",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use wasmtime::component::ResourceTableError;
    use wasmtime_wasi_http::FieldMapError;

    use super::*;
    use crate::types::{
        Endpoint, ExchangeFailure, Failure, FailureKind, Gated, OauthFailure, Reason, Refused, Response,
    };

    /// Exactly this predicate holds.
    #[track_caller]
    fn check(error: Error, expected: &str) {
        let predicates = [
            (error.is_busy(), "busy"),
            (error.is_configuration(), "configuration"),
            (error.is_denied(), "denied"),
            (error.is_exhausted(), "exhausted"),
            (error.is_gated(), "gated"),
            (error.is_invalid_certificate(), "certificate"),
            (error.is_invalid_component(), "invalid-component"),
            (error.is_invalid_request(), "invalid-request"),
            (error.is_malformed_token_response(), "malformed-token-response"),
            (error.is_memory(), "memory"),
            (error.is_oauth(), "oauth"),
            (error.is_refused(), "refused"),
            (error.is_timeout(), "timeout"),
            (error.is_too_large(), "too-large"),
            (error.is_transport(), "transport"),
            (error.is_trap(), "trap"),
        ];
        let yes: Vec<_> = predicates.into_iter().filter_map(|(yes, name)| yes.then_some(name)).collect();
        assert_eq!(yes, [expected], "{error}");
        assert_eq!(error.class(), expected);
    }

    #[track_caller]
    fn check_answered(error: types::Error, expected: &str) {
        check(Error::answered(error, &"hunter2".into()), expected);
    }

    fn exchange() -> ExchangeFailure {
        ExchangeFailure { endpoint: Endpoint::TokenEndpoint, text: String::new() }
    }

    fn gated() -> Gated {
        let cause = Failure { kind: FailureKind::Denied, code: String::new(), text: String::new() };
        Gated { remaining: 1, cause }
    }

    #[test]
    fn what_the_component_returns_answers_to_one_predicate() {
        check_answered(types::Error::Configuration(String::new()), "configuration");
        check_answered(types::Error::InvalidRequest(String::new()), "invalid-request");
        check_answered(types::Error::Denied(exchange()), "denied");
        check_answered(types::Error::Transport(exchange()), "transport");
        check_answered(types::Error::Timeout(exchange()), "timeout");
        check_answered(types::Error::TooLarge(exchange()), "too-large");
        let (code, text) = (String::new(), String::new());
        check_answered(types::Error::Oauth(OauthFailure { status: 400, code, text }), "oauth");
        check_answered(types::Error::MalformedTokenResponse(String::new()), "malformed-token-response");
        check_answered(types::Error::Gated(gated()), "gated");
        let response = Response { status: 401, headers: Vec::new(), body: Vec::new(), attempts: 1 };
        check_answered(
            types::Error::Refused(Refused { response, reason: Reason::Gated(gated()) }),
            "refused",
        );
    }

    #[test]
    fn what_the_host_says_answers_to_one_predicate() {
        check(Error::busy(3), "busy");
        check(Error::certificate("bad"), "certificate");
        check(Error::configuration("bad"), "configuration");
        check(Error::exhausted(), "exhausted");
        check(Error::invalid_component("bad"), "invalid-component");
        check(Error::late(), "timeout");
        check(Error::timed_out(Duration::ZERO), "timeout");
        check(Error::stopped(crate::error::Exceeded.into()), "memory");
        check(Error::stopped(ResourceTableError::Full.into()), "memory");
        check(Error::stopped(ResourceTableError::NotPresent.into()), "trap");
        check(Error::stopped(FieldMapError::TotalSizeTooBig.into()), "memory");
        check(Error::stopped(wasmtime::Trap::OutOfFuel.into()), "exhausted");
        check(Error::stopped(wasmtime::Trap::UnreachableCodeReached.into()), "trap");
        assert_eq!(Error::engine(wasmtime::Trap::Interrupt.into()).class(), "engine");
    }
}
