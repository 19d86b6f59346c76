//! A component, compiled and linked once.

use std::fmt;

use crate::authority::{self, Authority};
use crate::bindings::ClientPre;
use crate::engine::Engine;
use crate::error::Error;
use crate::linker::linker;
use crate::state::State;
use crate::world;

/// A component of the client world, ready to be started any number of times. A clone is the same component.
#[derive(Clone)]
pub struct Component {
    pub(crate) engine: Engine,
    pub(crate) pre: ClientPre<State>,
}

impl Component {
    /// Compiles `bytes` and links them to what `authority` grants.
    ///
    /// Fails with [`Error::is_invalid_component`] if they are no component, lack an export of the world, or import
    /// more than is granted; the text names each.
    pub fn load(engine: &Engine, bytes: &[u8], authority: Authority) -> Result<Self, Error> {
        let component = compile(engine, bytes)?;
        world::fit(engine, &component).map_err(|missing| {
            Error::invalid_component(format!("not of the client world: {}", missing.join("; ")))
        })?;
        let beyond = authority::beyond_least(&component);
        if authority == Authority::Least && !beyond.is_empty() {
            let beyond = beyond.join(", ");
            return Err(Error::invalid_component(format!(
                "imports more than outgoing HTTP and clocks: {beyond}"
            )));
        }
        let link = || ClientPre::new(linker(engine.runtime(), authority)?.instantiate_pre(&component)?);
        let pre = link().map_err(|cause| Error::unloadable("not linkable", cause))?;
        Ok(Self { engine: engine.clone(), pre })
    }
}

impl fmt::Debug for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Component").field("engine", &self.engine).finish_non_exhaustive()
    }
}

/// Compiles without asking which world it is.
pub(crate) fn compile(engine: &Engine, bytes: &[u8]) -> Result<wasmtime::component::Component, Error> {
    if !bytes.starts_with(MAGIC) {
        return Err(Error::invalid_component("no WebAssembly component; give a binary .wasm file"));
    }
    if bytes.starts_with(CORE_MODULE) {
        return Err(Error::invalid_component(
            "a core module, no component; turn it into one with its tool chain",
        ));
    }
    wasmtime::component::Component::new(engine.runtime(), bytes)
        .map_err(|cause| Error::unloadable("no valid component", cause))
}

const MAGIC: &[u8] = b"\0asm";
const CORE_MODULE: &[u8] = b"\0asm\x01\0\0\0";
