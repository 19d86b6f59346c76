//! A component, compiled and linked once.

pub(crate) mod authority;
mod expansion;
pub(crate) mod inspect;
mod interface;
mod linker;

use std::fmt;

use tracing::debug_span;
use tracing::field::Empty;

use crate::bindings::ClientPre;
use crate::engine::Engine;
use crate::error::Error;
use crate::runtime::clocks::{Clocks, SystemClocks};
use crate::runtime::state::State;
use crate::spans::{TARGET, finish};
use authority::Authority;
use linker::linker;

/// A component of the client world, ready to be started any number of times. A clone is the same component.
#[derive(Clone)]
pub struct Component {
    pub(crate) engine: Engine,
    pub(crate) pre: ClientPre<State>,
}

impl Component {
    /// Compiles `bytes` and links them to what `authority` grants.
    ///
    /// Fails with [`Error::is_invalid_component`] if they are no component, lack an export of the world, import more
    /// than is granted, or are too large: 64 MiB, or 16 MiB without the core modules and with every instance of a
    /// component within them written out. The text names each.
    ///
    /// Compiling takes time and memory in proportion to the size, on all processors. Nothing bounds it for code that
    /// was written to be hard on the compiler, and nothing can stop it: load the component of a stranger in a process
    /// that can be killed. To compare its functions with those of the world, the component is instantiated on imports
    /// that trap: its start code runs for a second at most, within the default [`Limits`](crate::Limits). Async callers
    /// do well to call this on a thread for blocking work, such as that of `tokio::task::spawn_blocking`. An engine with a [`Cache`](crate::Cache) compiles a component once.
    pub fn load(engine: &Engine, bytes: &[u8], authority: Authority) -> Result<Self, Error> {
        let span = debug_span!(
            target: TARGET,
            "scaikey.load",
            bytes = bytes.len(),
            failure = Empty,
            elapsed_ms = Empty,
        );
        let begun = SystemClocks.monotonic();
        let loaded = span.in_scope(|| link(engine, bytes, authority));
        finish(&span, SystemClocks.monotonic().saturating_sub(begun), &loaded, |error| error.class().into());
        loaded
    }
}

impl fmt::Debug for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Component").field("engine", &self.engine).finish_non_exhaustive()
    }
}

fn link(engine: &Engine, bytes: &[u8], authority: Authority) -> Result<Component, Error> {
    let component = compile(engine, bytes)?;
    let missing = interface::missing(engine, &component);
    if !missing.is_empty() {
        let missing = missing.join("; ");
        return Err(Error::invalid_component(format!("not of the client world: {missing}")));
    }
    let beyond = authority::beyond_least(&component);
    if authority == Authority::Least && !beyond.is_empty() {
        let beyond = beyond.join(", ");
        return Err(Error::invalid_component(format!(
            "imports more than outgoing HTTP and clocks: {beyond}"
        )));
    }
    let link = || ClientPre::new(linker(engine.runtime(), authority)?.instantiate_pre(&component)?);
    let pre = link().map_err(|cause| Error::unloadable("not linkable", cause))?;
    Ok(Component { engine: engine.clone(), pre })
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
    if bytes.len() > GREATEST || expansion::is_excessive(bytes) {
        return Err(Error::invalid_component(
            "the component is too large; it may have 64 MiB, and few instances of the components in it",
        ));
    }
    engine.compile(bytes).map_err(|cause| Error::unloadable("no valid component", cause))
}

const MAGIC: &[u8] = b"\0asm";
const CORE_MODULE: &[u8] = b"\0asm\x01\0\0\0";
const GREATEST: usize = 64 * 1024 * 1024;
