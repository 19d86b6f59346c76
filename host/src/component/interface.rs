//! Whether a component exports the interface of clients.

use wasmtime::Store;
use wasmtime::component::{Component, Linker};

use crate::bindings::{Client, ClientPre};
use crate::engine::Engine;
use crate::runtime::limiter::Limiter;
use crate::runtime::limits::Limits;

/// What is missing from the interface, one line each.
pub(crate) fn missing(engine: &Engine, component: &Component) -> Vec<String> {
    let Some(interface) = component.get_export_index(None, AUTH) else {
        return vec![format!("no export {AUTH}")];
    };
    let missing: Vec<_> = FUNCTIONS
        .iter()
        .filter(|name| component.get_export_index(Some(&interface), **name).is_none())
        .map(|name| format!("no function {name} in {AUTH}"))
        .collect();
    if !missing.is_empty() {
        return missing;
    }
    mistyped(engine, component).into_iter().collect()
}

/// A wrong type of an export, if there is one. wasmtime compares function types on an instance, so this makes one with
/// imports that trap. If its start code calls one of them, opening a client will show the error instead.
fn mistyped(engine: &Engine, component: &Component) -> Option<String> {
    let mut linker = Linker::new(engine.runtime());
    linker.define_unknown_imports_as_traps(component).ok()?;
    let pre = ClientPre::new(linker.instantiate_pre(component).ok()?).ok()?;
    let limits = Limits::default();
    let mut store = Store::new(engine.runtime(), Limiter::new(&limits));
    store.limiter(|limiter| limiter);
    store.set_max_component_handles(limits.handles);
    engine.reset_budget(&mut store, &limits).ok()?;
    store.set_epoch_deadline(START_TICKS);
    let instance = pre.instance_pre().instantiate(&mut store).ok()?;
    let cause = Client::new(&mut store, &instance).err()?;
    let causes: Vec<_> = cause.chain().skip(1).map(ToString::to_string).collect();
    Some(format!("{AUTH} has another type: {}", causes.join(": ")))
}

/// One second.
const START_TICKS: u64 = 100;
const AUTH: &str = "scaikey:client/auth@0.1.0";
const FUNCTIONS: &[&str] = &[
    "[static]client.open",
    "[method]client.token",
    "[method]client.send",
    "[method]client.discard",
    "[method]client.status",
];
