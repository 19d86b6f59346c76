//! The component at work against this deployment.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderValue, Request};
use scaikey_host::types::{ClientAuthentication, Request as Call};
use scaikey_host::{Authority, Body, Client, Component, Engine, Error, Exchange, Interruption, Transport};

use super::expiry::Outlived;
use super::{Authentication, Check, check};
use crate::core::verdict::{NotPassed, Verdict, holds};
use crate::deployment::exchanges::pacing::obstacle;
use crate::deployment::inspection::Inspection;

pub(super) const CHECKS: &[Check] = &[
    check("client.one-token-for-two-calls", |i| {
        let path = i.resource()?;
        let at = i.sent();
        let network = i.transport();
        let client = i.open(network)?;
        let statuses = [i.call(&client, &path)?, i.call(&client, &path)?];
        let expected = "1 token request, 2 requests to the resource: 200, 200";
        let tokens = i.token_requests_since(at);
        let is_right = tokens == 1 && statuses.iter().all(|status| status.starts_with('2'));
        holds(is_right, expected, format!("{tokens} token requests: {}", statuses.join(", ")))
    }),
    check("client.survives-a-refused-token", |i| {
        let path = i.resource()?;
        let at = i.sent();
        let network = Damaging { network: i.transport(), done: AtomicBool::new(false) };
        let client = i.open(Arc::new(network))?;
        let status = i.call(&client, &path)?;
        if i.first_answer_of_resource_since(at).is_some_and(|status| status != 401) {
            return Err(NotPassed::PrerequisiteFailed("refusal.status"));
        }
        let tokens = i.token_requests_since(at);
        let is_right = tokens == 2 && status.starts_with('2');
        holds(is_right, "2 token requests: 200", format!("{tokens} token requests: {status}"))
    }),
    check("client.survives-expiry", |i| {
        let Outlived { path, client, before, .. } = i.outlived()?;
        let at = i.sent();
        let after = i.call(&client, &path)?;
        let tokens = i.token_requests_since(at);
        let is_right = tokens == 1 && [&before, &after].iter().all(|status| status.starts_with('2'));
        holds(
            is_right,
            "1 token request: 200, after 200",
            format!("{tokens} token requests: {after}, after {before}"),
        )
    }),
];

impl Inspection<'_> {
    /// The component with the application's credentials, on this network.
    pub(super) fn open(&mut self, network: Arc<dyn Transport>) -> Verdict<Client> {
        let broken =
            |error: &Error| NotPassed::Inconclusive(format!("the component cannot be run here: {error}"));
        let component = COMPONENT.as_ref().map_err(broken)?;
        let mut options = self.target.options();
        let settings = options.settings.get_or_insert_default();
        // The recorder has less patience: it alone gives up.
        let patience = (PATIENCE + self.interval()).min(LONGEST);
        settings.exchange_timeout = Some(patience.as_nanos() as u64);
        if self.authentication()? == Authentication::Raw {
            settings.client_authentication = Some(ClientAuthentication::Raw);
        }
        let builder = Client::builder(component).transport(network).clocks(self.clocks());
        self.wait_for(builder.open(options))?.map_err(|error| broken(&error))
    }

    /// One call of it: the status that was delivered, or why none was. What the network loses says nothing about the
    /// deployment.
    pub(super) fn call(&mut self, client: &Client, path: &str) -> Verdict<String> {
        let first = self.sent();
        let called = self.wait_for(client.send(Call::get(path)))?;
        let last = self.sent();
        self.seen.extend(first..last);
        match called {
            Ok(response) if (200..300).contains(&response.status) => Ok(response.status.to_string()),
            called => {
                self.unobstructed(first)?;
                Ok(called.map_or_else(|error| error.to_string(), |response| response.status.to_string()))
            }
        }
    }

    /// Fails if something between kept one of the requests from here on from being answered.
    fn unobstructed(&self, first: usize) -> Verdict {
        self.is_open()?;
        let journal = self.recorder().journal();
        let mut between = journal.records[first..].iter().filter_map(|record| match &record.outcome {
            Ok(answer) => obstacle(answer.status),
            Err(trouble) => Some(trouble.clone()),
        });
        between.next().map_or(Ok(()), |reason| Err(NotPassed::Inconclusive(reason)))
    }

    /// The status of the first answer that is none of the token endpoint.
    fn first_answer_of_resource_since(&self, at: usize) -> Option<u16> {
        let url = self.target.token_url();
        let journal = self.recorder().journal();
        let mut others = journal.records[at..].iter().filter(|record| record.request.uri() != url.as_str());
        others.next()?.outcome.as_ref().ok().map(|answer| answer.status)
    }

    fn token_requests_since(&self, at: usize) -> usize {
        let url = self.target.token_url();
        let journal = self.recorder().journal();
        journal.records[at..].iter().filter(|record| record.request.uri() == url.as_str()).count()
    }
}

/// Compiled once for all runs of a process.
static COMPONENT: LazyLock<Result<Component, Error>> = LazyLock::new(|| {
    Component::load(&Engine::new(Interruption::Epochs)?, scaikey_component::CLIENT, Authority::Least)
});

/// A network that damages the first token that passes, beyond recognition: what is left of it stands in reports.
struct Damaging {
    network: Arc<dyn Transport>,
    done: AtomicBool,
}

impl Transport for Damaging {
    fn send(&self, mut request: Request<Body>) -> Exchange {
        let shown = request.headers().get(AUTHORIZATION);
        let is_token = shown.is_some_and(|value| value.as_bytes().starts_with(b"Bearer "));
        if is_token && !self.done.swap(true, Ordering::Relaxed) {
            request.headers_mut().insert(AUTHORIZATION, HeaderValue::from_static(DAMAGED));
        }
        self.network.send(request)
    }
}

/// For one exchange of the component: what the recorder waits for an answer, and for its turn.
const PATIENCE: Duration = Duration::from_secs(60);
/// The most that a component takes.
const LONGEST: Duration = Duration::from_secs(3600);
const DAMAGED: &str = "Bearer no-token-any-more";
