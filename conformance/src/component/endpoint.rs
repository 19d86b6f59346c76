//! The mock endpoint, scripted by the checks on components: a request in, an answer out. No sockets, no clock, no threads.
//!
//! It decides on its own what to answer: a check scripts it, right or wrong, and reads its journal afterwards. The crate
//! `scaikey-mock`, with which it shares replies and the server, behaves as ScaiKey documents, so a script in there would blur
//! what a deployment does, and its tenants, keys and admin API would only burden a check.
//!
//! Unless scripted, its token endpoint issues a new token for the right credentials, and its resource answers 200 to a
//! token that it issued. Any other request gets a 404 and is unscripted in the journal.

pub(crate) mod fault;
pub(crate) mod journal;
pub(crate) mod reply;
pub(crate) mod request;
mod script;
pub(crate) mod trace;
mod transcript;

use std::time::Duration;

use scaikey_host::types::ClientAuthentication;

use crate::component::application::Application;
use crate::core::clocks::Moment;
use journal::{Action, Exchange, Journal, Kind};
use reply::{Answer, silence, status};
use request::{Request, is_same_url};
use script::Script;

/// Writes the token response that hands out this token with this lifetime in seconds.
pub(crate) type Wording = fn(&str, u64) -> String;

/// One ScaiKey: its application, its scripts, and the journal of what it received.
#[derive(Debug)]
pub(crate) struct MockEndpoint {
    /// Whose tokens its token endpoint issues.
    pub(crate) application: &'static Application,
    /// Lifetime of the tokens to come, in seconds.
    pub(crate) lifetime: u64,
    /// How its token responses read.
    pub(crate) wording: Wording,
    /// Time that the token endpoint takes to answer.
    pub(crate) delay: Duration,
    pub(crate) token_endpoint: Script,
    pub(crate) resource: Script,
    pub(crate) journal: Journal,
    issued: Vec<String>,
    lifetimes: Vec<Duration>,
}

impl MockEndpoint {
    pub(crate) fn new(application: &'static Application) -> Self {
        Self {
            application,
            lifetime: 3600,
            wording: token_response,
            delay: Duration::ZERO,
            token_endpoint: Script::default(),
            resource: Script::default(),
            journal: Journal::default(),
            issued: Vec::new(),
            lifetimes: Vec::new(),
        }
    }

    /// Answers one request that arrived `now`.
    pub(crate) fn answer(&mut self, now: Moment, request: Request) -> Answer {
        if self.journal.is_flooded() {
            return silence().into();
        }
        let kind = self.kind(&request.method, &request.url);
        let (answer, token) = match kind {
            Kind::Token => self.grant(&request),
            Kind::Resource => self.serve(&request),
            Kind::Unscripted => (status(404).into(), None),
        };
        self.journal.record(Exchange { at: now, kind, request, answer: answer.clone(), token });
        answer
    }

    /// Whether the answer to a request will not wait for its body.
    pub(crate) fn is_early(&self, method: &str, url: &str) -> bool {
        match self.kind(method, url) {
            Kind::Token => self.token_endpoint.is_early(),
            Kind::Resource => self.resource.is_early(),
            Kind::Unscripted => false,
        }
    }

    /// Number of the token with this text, counted from 1.
    pub(crate) fn number(&self, token: &[u8]) -> Option<usize> {
        self.issued.iter().position(|issued| issued.as_bytes() == token).map(|index| index + 1)
    }

    /// The texts of all tokens issued so far.
    pub(crate) fn issued(&self) -> &[String] {
        &self.issued
    }

    /// How long the token of this number lives.
    pub(crate) fn lifetime_of(&self, number: usize) -> Duration {
        self.lifetimes.get(number - 1).copied().unwrap_or_default()
    }

    fn kind(&self, method: &str, url: &str) -> Kind {
        match self.journal.current() {
            Some(Action::Send(call) | Action::Together(call, _))
                if (call.method.as_str(), call.url.as_str()) == (method, url) =>
            {
                Kind::Resource
            }
            Some(Action::Open | Action::Send(_) | Action::Together(..) | Action::Token(_))
                if method == "POST" && is_same_url(url, self.application.token_url) =>
            {
                Kind::Token
            }
            _ => Kind::Unscripted,
        }
    }

    fn grant(&mut self, request: &Request) -> (Answer, Option<usize>) {
        if let Some(answer) = self.token_endpoint.take() {
            return (answer, None);
        }
        if !self.knows(request) {
            return (status(401).body(r#"{"error":"invalid_client"}"#).into(), None);
        }
        if !request.holds("grant_type=client_credentials") {
            return (status(400).body(r#"{"error":"unsupported_grant_type"}"#).into(), None);
        }
        let number = self.issued.len() + 1;
        let token = token(number);
        let reply = status(200).body((self.wording)(&token, self.lifetime)).after(self.delay);
        self.issued.push(token);
        self.lifetimes.push(Duration::from_secs(self.lifetime));
        (reply.into(), Some(number))
    }

    /// Whether a token request shows the right credentials.
    fn knows(&self, request: &Request) -> bool {
        let Application { id, secret, authentication, .. } = self.application;
        let shown: Vec<_> = request.header("authorization").collect();
        if *authentication == ClientAuthentication::Post {
            let pairs = [format!("client_id={id}"), format!("client_secret={secret}")];
            return shown.is_empty() && pairs.iter().all(|pair| request.holds(pair));
        }
        self.application.authorizations().any(|known| shown == [known.as_bytes()])
    }

    fn serve(&mut self, request: &Request) -> (Answer, Option<usize>) {
        let mut shown = request.header("authorization");
        let token = match (shown.next(), shown.next()) {
            (Some(value), None) => value.strip_prefix(b"Bearer ").and_then(|token| self.number(token)),
            _ => None,
        };
        let usual = if token.is_some() { status(200) } else { status(401) };
        (self.resource.take().unwrap_or(usual.into()), token)
    }
}

/// The text of the token of this number.
pub(crate) fn token(number: usize) -> String {
    format!("{TOKEN_STEM}{number}_~+/==")
}

/// What every token begins with.
pub(crate) const TOKEN_STEM: &str = "mock.token-";

/// As ScaiKey words it.
pub(crate) fn token_response(token: &str, lifetime: u64) -> String {
    format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":{lifetime}}}"#)
}

#[cfg(test)]
mod tests;
