//! The component at work against this deployment.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

use http::header::AUTHORIZATION;
use http::{HeaderValue, Request};
use scaikey_host::types::Request as Call;
use scaikey_host::{Authority, Body, Client, Component, Engine, Error, Exchange, Interruption, Transport};

use super::expiry::Outlived;
use super::{Check, check, holds};
use crate::deployment::conduct::obstacle;
use crate::deployment::visit::{Found, Unmet, Visit};

pub(super) const CHECKS: &[Check] = &[
    check("client.one-token-for-two-calls", |v| {
        let path = v.resource()?;
        let at = v.sent();
        let client = v.open(v.transport())?;
        let statuses = [v.call(&client, &path)?, v.call(&client, &path)?];
        let expected = "1 token request, 2 requests to the resource: 200, 200";
        let tokens = v.token_requests_since(at);
        let is_right = tokens == 1 && statuses.iter().all(|status| status.starts_with('2'));
        holds(is_right, expected, format!("{tokens} token requests: {}", statuses.join(", ")))
    }),
    check("client.survives-a-refused-token", |v| {
        let path = v.resource()?;
        let at = v.sent();
        let client = v.open(Arc::new(Damaging { network: v.transport(), done: AtomicBool::new(false) }))?;
        let status = v.call(&client, &path)?;
        let tokens = v.token_requests_since(at);
        let is_right = tokens == 2 && status.starts_with('2');
        holds(is_right, "2 token requests: 200", format!("{tokens} token requests: {status}"))
    }),
    check("client.survives-expiry", |v| {
        let Outlived { path, client, before, .. } = v.outlived()?;
        let at = v.sent();
        let after = v.call(&client, &path)?;
        let tokens = v.token_requests_since(at);
        let is_right = tokens == 1 && [&before, &after].iter().all(|status| status.starts_with('2'));
        holds(
            is_right,
            "1 token request: 200, after 200",
            format!("{tokens} token requests: {after}, after {before}"),
        )
    }),
];

impl Visit<'_> {
    /// The component with the application's credentials, on this network.
    pub(super) fn open(&self, network: Arc<dyn Transport>) -> Found<Client> {
        let broken =
            |error: &Error| Unmet::Inconclusive(format!("the component cannot be run here: {error}"));
        let component = COMPONENT.as_ref().map_err(broken)?;
        let builder = Client::builder(component).transport(network).clocks(self.clocks());
        self.wait_for(builder.open(self.target.options()))?.map_err(|error| broken(&error))
    }

    /// One call of it: the status that was delivered, or why none was. What the network loses says nothing about the
    /// deployment.
    pub(super) fn call(&mut self, client: &Client, path: &str) -> Found<String> {
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
    fn unobstructed(&self, first: usize) -> Found<()> {
        let journal = self.recorder().journal();
        if journal.is_spent() {
            return Err(self.spent());
        }
        let mut between = journal.records[first..].iter().filter_map(|record| match &record.outcome {
            Ok(answer) => obstacle(answer.status),
            Err(trouble) => Some(trouble.clone()),
        });
        between.next().map_or(Ok(()), |reason| Err(Unmet::Inconclusive(reason)))
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

const DAMAGED: &str = "Bearer no-token-any-more";
