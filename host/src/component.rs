//! A compiled and linked component.

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

/// A component that exports `scaikey:client/auth@0.1.0`, compiled and linked. A clone is the same component.
#[derive(Clone)]
pub struct Component {
    pub(crate) engine: Engine,
    pub(crate) pre: ClientPre<State>,
}

impl Component {
    /// Compiles `bytes`, or finds them in the [`Cache`](crate::Cache) of the engine, and links them to the imports that
    /// `authority` grants.
    ///
    /// Fails with [`Error::is_invalid_component`] if the bytes are not a component, lack an export of the contract,
    /// import more than is granted, or are too large: more than 64 MiB, or more than 16 MiB without core modules and
    /// with every nested instance written out. The text names each.
    ///
    /// - Compiling blocks, and uses all processors. Async callers should use a thread for blocking work, such as
    ///   `tokio::task::spawn_blocking`.
    /// - Time and memory grow with the size, but hostile code can make the compiler slower still, and nothing stops it.
    ///   Load untrusted components in a process that can be killed.
    /// - To check the types of its exports, the component is instantiated on imports that trap. Its start code runs for
    ///   at most a second, within the default [`Limits`](crate::Limits).
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

/// Compiles a component with any exports.
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
