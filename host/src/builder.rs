//! Opening a client.

use std::sync::Arc;

use wasmtime_wasi::p2::pipe::MemoryOutputPipe;

use crate::client::Client;
use crate::clocks::{Clocks, SystemClocks};
use crate::component::Component;
use crate::error::Error;
use crate::instance::{Blueprint, Instance};
use crate::limits::Limits;
use crate::options::Options;
use crate::pooled::Pooled;
use crate::supervise::supervise;
use crate::transport::Transport;
use crate::turn::Slot;

/// What a client runs on. Every part has a default.
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

    /// Answers the client's requests. Default: a [`Pooled`] of its own.
    pub fn transport(self, transport: Arc<dyn Transport>) -> Self {
        Self { transport: Some(transport), ..self }
    }

    /// Tells the client the time. Default: [`SystemClocks`].
    pub fn clocks(self, clocks: Arc<dyn Clocks>) -> Self {
        Self { clocks, ..self }
    }

    /// Bounds the client. Default: [`Limits::default`].
    pub fn limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Starts the component and hands it the options. Sends nothing.
    pub async fn open(self, options: Options) -> Result<Client, Error> {
        let blueprint = Blueprint {
            component: self.component,
            transport: self.transport.unwrap_or_else(|| Arc::new(Pooled::new())),
            clocks: self.clocks,
            output: MemoryOutputPipe::new(self.limits.output),
            limits: self.limits,
            options,
        };
        let instance = supervise(&blueprint, Instance::open(&blueprint)).await??;
        Ok(Client { blueprint, slot: Slot::new(Some(instance)) })
    }
}
