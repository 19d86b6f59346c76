//! One token request, and what the client keeps of it.

use std::rc::Rc;
use std::time::Duration;

use super::grant::Grant;
use super::lifetime::Lifetime;
use super::{request, response};
use crate::build::Style;
use crate::client::Client;
use crate::client::counters::count;
use crate::defect::Defect;
use crate::environment::{Environment, ExchangeError};
use crate::error::TokenFailure;
use crate::http::answer::Answer;
use crate::http::redact::Redaction;
use crate::http::retry_after;
use crate::moment::Moment;
use crate::token::Token;
use crate::types::OauthFailure;

impl<W: Environment> Client<W> {
    /// Asks the token endpoint once.
    pub(crate) async fn fetch(&self, within: Duration) -> Result<Rc<Token>, TokenFailure> {
        let reason = self.cache.borrow().reason();
        self.last_fetch.set(Some(reason));
        let asked = self.now();
        self.state.fetching.set(true);
        let answer = self.ask(within).await;
        self.state.fetching.set(false);
        let now = self.now();
        let rest =
            answer.as_ref().ok().and_then(|answer| retry_after::read(&answer.headers, now, self.build));
        match self.understand(answer) {
            Ok(grant) => {
                self.count(|counters| count(&mut counters.fetched, reason));
                self.gate.borrow_mut().succeed();
                self.last_failure.set(None);
                Ok(self.keep(grant, asked, now))
            }
            Err(failure) => {
                self.count(|counters| count(&mut counters.failed, reason));
                self.gate.borrow_mut().fail(now, failure.clone(), rest);
                self.last_failure.set(Some(failure.clone().summary().kind));
                Err(failure)
            }
        }
    }

    fn understand(&self, answer: Result<Answer, ExchangeError>) -> Result<Grant, TokenFailure> {
        let redaction = self.redaction();
        let failure = match answer {
            Ok(answer) => match response::read(&answer, &redaction, self.build) {
                Ok(grant) => return Ok(grant),
                Err(failure) => failure,
            },
            Err(error) => TokenFailure::Exchange(error),
        };
        Err(match failure {
            TokenFailure::Exchange(error) => TokenFailure::Exchange(self.cleaned(error)),
            TokenFailure::Oauth(failure) => TokenFailure::Oauth(self.advised(failure)),
            malformed => malformed,
        })
    }

    /// Adds advice to `invalid_client`.
    fn advised(&self, mut failure: OauthFailure) -> OauthFailure {
        if failure.code == "invalid_client" && self.config.credentials.depend_on_encoding() {
            failure.text += "; this server may want client-authentication raw";
        }
        if self.build.has(Defect::ErrorHoldsHex) {
            let secret = self.config.credentials.secret().bytes();
            failure.text.extend(secret.map(|byte| format!("{byte:02x}")));
        }
        failure
    }

    fn keep(&self, grant: Grant, asked: Moment, received: Moment) -> Rc<Token> {
        match grant.lifetime {
            Lifetime::Told(_) => {}
            Lifetime::Assumed(_) => self.count(|counters| counters.assumed_lifetimes += 1),
            Lifetime::Capped(_) => self.count(|counters| counters.capped_lifetimes += 1),
        }
        self.state.refresh_token.replace(grant.refresh_token.clone());
        let anchor = match self.build.defect {
            Some(Defect::AnchorTooLate) => received.later(received.since(asked, self.build)),
            _ if self.build.is(Style::FromReceipt) => received,
            _ => asked,
        };
        self.cache.borrow_mut().store(grant, anchor)
    }

    /// The redaction of the secrets of this client.
    pub(crate) fn redaction(&self) -> Redaction {
        if self.build.has(Defect::EchoUncut) {
            return Redaction::new([]);
        }
        let traces = self.config.credentials.traces();
        let cache = self.cache.borrow();
        Redaction::new(traces.iter().map(|trace| trace.as_str()).chain([cache.newest()]))
    }

    /// The error with its text redacted.
    pub(crate) fn cleaned(&self, error: ExchangeError) -> ExchangeError {
        if self.build.has(Defect::ErrorHoldsRequest) {
            return error;
        }
        ExchangeError { text: self.redaction().clean(&error.text, 200), ..error }
    }

    async fn ask(&self, within: Duration) -> Result<Answer, ExchangeError> {
        let refresh_token = self.state.refresh_token.borrow().clone();
        let request = request::request(&self.config, refresh_token.as_deref(), self.build);
        let (within, limit) = match self.build.defect {
            Some(Defect::TokenUntimed) => (UNTIMED, RESPONSE_LIMIT),
            Some(Defect::TokenUnlimited) => (within, u64::MAX),
            _ => (within, RESPONSE_LIMIT),
        };
        self.send_token_request(request, within, limit).await
    }
}

/// Greatest token response in bytes.
const RESPONSE_LIMIT: u64 = 64 << 10;
/// Longer than any check waits.
pub(crate) const UNTIMED: Duration = Duration::from_secs(3600);
