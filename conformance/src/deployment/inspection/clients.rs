//! The component at work against the deployment.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use scaikey_host::types::{ClientAuthentication, Request as Call};
use scaikey_host::{Authority, Client, Component, Engine, Error, Interruption, Transport};

use super::Inspection;
use super::tokens::Authentication;
use crate::core::verdict::{NotPassed, Verdict};
use crate::deployment::exchanges::pacing::gateway_error;

impl Inspection<'_> {
    /// The component with the application's credentials, on this network.
    pub(crate) fn open_client(&mut self, network: Arc<dyn Transport>) -> Verdict<Client> {
        let broken =
            |error: &Error| NotPassed::Inconclusive(format!("the component cannot be run here: {error}"));
        let component = COMPONENT.as_ref().map_err(broken)?;
        let mut options = self.target.options();
        let settings = options.settings.get_or_insert_default();
        // Longer than the timeout of the recorder, which alone decides.
        let timeout = (EXCHANGE_TIMEOUT + self.interval()).min(LONGEST_TIMEOUT);
        settings.exchange_timeout = Some(timeout.as_nanos() as u64);
        if self.authentication()? == Authentication::Raw {
            settings.client_authentication = Some(ClientAuthentication::Raw);
        }
        let builder = Client::builder(component).transport(network).clocks(self.clocks());
        self.wait_for(builder.open(options))?.map_err(|error| broken(&error))
    }

    /// One call of a client: the status that was delivered, or its error. Inconclusive after an error of the network or of
    /// a gateway.
    pub(crate) fn call(&mut self, client: &Client, path: &str) -> Verdict<String> {
        let first = self.sent();
        let called = self.wait_for(client.send(Call::get(path)))?;
        let last = self.sent();
        self.seen.extend(first..last);
        match called {
            Ok(response) if (200..300).contains(&response.status) => Ok(response.status.to_string()),
            called => {
                self.all_answered_since(first)?;
                Ok(called.map_or_else(|error| error.to_string(), |response| response.status.to_string()))
            }
        }
    }

    /// Fails if the network or a gateway kept one of the requests from this one on from being answered.
    fn all_answered_since(&self, first: usize) -> Verdict {
        self.is_open()?;
        let journal = self.recorder().journal();
        let mut between = journal.records[first..].iter().filter_map(|record| match &record.outcome {
            Ok(answer) => gateway_error(answer.status),
            Err(error) => Some(error.clone()),
        });
        between.next().map_or(Ok(()), |reason| Err(NotPassed::Inconclusive(reason)))
    }

    /// The status of the first answer of the resource.
    pub(crate) fn first_answer_of_resource_since(&self, at: usize) -> Option<u16> {
        let url = self.target.token_url();
        let journal = self.recorder().journal();
        let mut others = journal.records[at..].iter().filter(|record| record.request.uri() != url.as_str());
        others.next()?.outcome.as_ref().ok().map(|answer| answer.status)
    }

    pub(crate) fn token_requests_since(&self, at: usize) -> usize {
        let url = self.target.token_url();
        let journal = self.recorder().journal();
        journal.records[at..].iter().filter(|record| record.request.uri() == url.as_str()).count()
    }
}

/// Compiled once for all runs of a process.
static COMPONENT: LazyLock<Result<Component, Error>> = LazyLock::new(|| {
    Component::load(&Engine::new(Interruption::Epochs)?, scaikey_component::CLIENT, Authority::Least)
});

/// For one exchange of the component: the timeout of the recorder, and the wait for its turn.
const EXCHANGE_TIMEOUT: Duration = Duration::from_secs(60);
/// The longest timeout that a component accepts.
const LONGEST_TIMEOUT: Duration = Duration::from_secs(3600);
