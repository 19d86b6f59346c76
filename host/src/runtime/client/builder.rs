//! Opening a client.

use std::sync::Arc;

use tracing::debug_span;
use tracing::field::Empty;
use wasmtime_wasi::p2::pipe::MemoryOutputPipe;

use crate::component::Component;
use crate::error::Error;
use crate::http::outgoing::Outgoing;
use crate::http::pool::Pool;
use crate::http::transport::Transport;
use crate::options::Options;
use crate::runtime::call_limits::within_limits;
use crate::runtime::client::Client;
use crate::runtime::clocks::{Clocks, SystemClocks};
use crate::runtime::instance::{Blueprint, Instance};
use crate::runtime::limits::Limits;
use crate::runtime::slot::InstanceSlot;
use crate::spans::{TARGET, instrumented};

/// Configures and opens a [`Client`]. Every part has a default.
pub struct Builder {
    component: Component,
    transport: Option<Arc<dyn Transport>>,
    clocks: Arc<dyn Clocks>,
    limits: Limits,
}

impl Builder {
    pub(crate) fn new(component: &Component) -> Self {
        Self {
            component: component.clone(),
            transport: None,
            clocks: Arc::new(SystemClocks),
            limits: Limits::default(),
        }
    }

    /// Sets the transport for the client's requests. Default: a [`Pool`] of its own.
    pub fn transport(self, transport: Arc<dyn Transport>) -> Self {
        Self { transport: Some(transport), ..self }
    }

    /// Sets the clocks that the client reads. Default: [`SystemClocks`].
    pub fn clocks(self, clocks: Arc<dyn Clocks>) -> Self {
        Self { clocks, ..self }
    }

    /// Sets the limits of the client. Default: [`Limits::default`].
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Starts the component with these options. Sends nothing.
    ///
    /// Fails with [`Error::is_configuration`] if the component refuses the options, or if a limit is too small to run
    /// anything.
    pub async fn open(self, options: Options) -> Result<Client, Error> {
        self.limits.check()?;
        let transport = self.transport.unwrap_or_else(|| Arc::new(Pool::new()));
        let outgoing = Outgoing::new(&options.base_url, transport, self.clocks.clone(), &self.limits);
        let blueprint = Blueprint {
            component: self.component,
            outgoing: outgoing.into(),
            clocks: self.clocks,
            output: MemoryOutputPipe::new(self.limits.output),
            call_time: self.limits.call_time(&options),
            limits: self.limits,
            options,
        };
        let origin = &*blueprint.outgoing.origin;
        let span = debug_span!(target: TARGET, "scaikey.open", origin, failure = Empty, elapsed_ms = Empty);
        let opening = async {
            let opened = within_limits(&blueprint, Instance::open(&blueprint)).await?;
            opened.map_err(|error| blueprint.failure(error))
        };
        let opened = instrumented(&span, &*blueprint.clocks, opening, |error: &Error| error.class().into());
        let slot = InstanceSlot::new(opened.await?, &blueprint.limits);
        Ok(Client::new(blueprint, slot))
    }
}
