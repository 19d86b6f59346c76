//! One instance of a component, with one open client.

use std::sync::Arc;
use std::time::Duration;

use wasmtime::Store;
use wasmtime::component::ResourceAny;
use wasmtime_wasi::p2::pipe::MemoryOutputPipe;

use crate::bindings::{self, GuestClient};
use crate::component::Component;
use crate::error::Error;
use crate::http::outgoing::Outgoing;
use crate::options::Options;
use crate::runtime::clocks::Clocks;
use crate::runtime::limits::Limits;
use crate::runtime::state::State;
use crate::types;

/// What instances of a client are made from.
pub(crate) struct Blueprint {
    pub(crate) component: Component,
    pub(crate) outgoing: Arc<Outgoing>,
    pub(crate) clocks: Arc<dyn Clocks>,
    pub(crate) limits: Limits,
    /// How long one call may take.
    pub(crate) call_time: Duration,
    pub(crate) options: Options,
    pub(crate) output: MemoryOutputPipe,
}

impl Blueprint {
    /// An error that the component returned.
    pub(crate) fn failure(&self, error: types::Error) -> Error {
        Error::answered(error, &self.options.client_secret)
    }
}

/// A running component. After a trap, or after a call that was dropped midway, it must not be entered again.
pub(crate) struct Instance {
    store: Store<State>,
    exports: bindings::Client,
    client: ResourceAny,
}

impl Instance {
    /// Instantiates the component and opens its client. The inner error is the component's: it refuses the options.
    pub(crate) async fn open(blueprint: &Blueprint) -> wasmtime::Result<Result<Self, types::Error>> {
        let Component { engine, pre } = &blueprint.component;
        let Blueprint { limits, outgoing, clocks, output, .. } = blueprint;
        let state = State::new(limits, outgoing.clone(), clocks, output);
        let mut store = Store::new(engine.runtime(), state);
        store.limiter(|state| &mut state.limiter);
        store.set_hostcall_fuel(blueprint.limits.memory);
        store.set_max_component_handles(blueprint.limits.handles);
        engine.enable_interruption(&mut store)?;
        engine.reset_budget(&mut store, &blueprint.limits)?;
        let exports = pre.instantiate_async(&mut store).await?;
        let options = blueprint.options.expose();
        let opened = exports.scaikey_client_auth().client().call_open(&mut store, &options).await?;
        Ok(opened.map(|client| Self { store, exports, client }))
    }

    pub(crate) fn reset_budget(&mut self, blueprint: &Blueprint) -> wasmtime::Result<()> {
        blueprint.component.engine.reset_budget(&mut self.store, &blueprint.limits)
    }

    /// The store, the exported functions and the client to call them on.
    pub(crate) fn parts(&mut self) -> (&mut Store<State>, GuestClient<'_>, ResourceAny) {
        (&mut self.store, self.exports.scaikey_client_auth().client(), self.client)
    }
}
