//! The compiler and runtime that components share.

pub(crate) mod cache;

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;
use std::{fmt, io, thread};

use wasmtime::component::Component;
use wasmtime::{Config, Store, UpdateDeadline};

use crate::engine::cache::Cache;
use crate::error::Error;
use crate::runtime::limits::Limits;

/// Compiles and runs components. One per process is enough; a clone is the same engine.
#[derive(Clone)]
pub struct Engine {
    runtime: wasmtime::Engine,
    interruption: Interruption,
    cache: Option<Cache>,
    _ticker: Option<Arc<Ticker>>,
}

/// How the host stops code that does not end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruption {
    /// By measuring processor time at each tick of an epoch. Cheap, but not deterministic: for production.
    Epochs,
    /// By counting instructions. Slower, and deterministic: for tests. Calls of the host consume no fuel, so processor
    /// time is measured too.
    Fuel,
}

impl Engine {
    /// Makes an engine. Fails only if wasmtime does not support this machine.
    ///
    /// The stack of a component is limited to 512 KiB; a deeper call traps. Memory is allocated on demand: an instance
    /// lives as long as its client, so a pool of prepared memories would save little and hold address space.
    pub fn new(interruption: Interruption) -> Result<Self, Error> {
        let mut config = Config::new();
        config.wasm_component_model(true).max_wasm_stack(STACK);
        match interruption {
            Interruption::Epochs => config.epoch_interruption(true),
            Interruption::Fuel => config.consume_fuel(true),
        };
        let runtime = wasmtime::Engine::new(&config).map_err(Error::engine)?;
        let ticker = match interruption {
            Interruption::Epochs => {
                Some(Ticker::start(runtime.clone()).map_err(|error| Error::engine(error.into()))?)
            }
            Interruption::Fuel => None,
        };
        Ok(Self { runtime, interruption, cache: None, _ticker: ticker.map(Arc::new) })
    }

    /// Uses the embedder's own engine.
    ///
    /// Its [`Config`] needs
    ///
    /// - `wasm_component_model(true)` and a compiler;
    /// - `epoch_interruption(true)` for [`Interruption::Epochs`], or `consume_fuel(true)` for [`Interruption::Fuel`].
    ///   Both may be on;
    /// - `max_wasm_stack`, by default 512 KiB, to hold the stack of a client component.
    ///
    /// With `Epochs`, the embedder advances the epoch every 10 ms or so while clients run. Processor time is checked at
    /// ticks only: without them, nothing stops a component that computes without end.
    ///
    /// Fails with [`Error::is_configuration`] if the configuration does not fit; the text says what is missing.
    #[cfg(feature = "wasmtime")]
    pub fn from_wasmtime(runtime: wasmtime::Engine, interruption: Interruption) -> Result<Self, Error> {
        check(&runtime, interruption)?;
        Ok(Self { runtime, interruption, cache: None, _ticker: None })
    }

    /// Looks for compiled components in `cache`, and keeps there what this engine compiles. Without a cache, every
    /// [`Component::load`](crate::Component::load) compiles.
    pub fn cached(self, cache: Cache) -> Self {
        Self { cache: Some(cache), ..self }
    }

    pub(crate) fn compile(&self, bytes: &[u8]) -> wasmtime::Result<Component> {
        match &self.cache {
            Some(cache) => cache.compile(&self.runtime, bytes),
            None => Component::new(&self.runtime, bytes),
        }
    }

    pub(crate) fn runtime(&self) -> &wasmtime::Engine {
        &self.runtime
    }

    /// Makes guest code in `store` yield regularly, so that the host can stop it.
    pub(crate) fn enable_interruption<T: 'static>(&self, store: &mut Store<T>) -> wasmtime::Result<()> {
        match self.interruption {
            Interruption::Epochs => store.epoch_deadline_callback(|_| {
                Ok(UpdateDeadline::YieldCustom(1, Box::pin(tokio::task::yield_now())))
            }),
            Interruption::Fuel => store.fuel_async_yield_interval(Some(YIELD))?,
        }
        Ok(())
    }

    /// Resets what one call may consume. An engine of the embedder may both count epochs and consume fuel.
    pub(crate) fn reset_budget<T>(&self, store: &mut Store<T>, limits: &Limits) -> wasmtime::Result<()> {
        match self.interruption {
            Interruption::Epochs => {
                store.set_epoch_deadline(1);
                store.set_fuel(u64::MAX).ok();
            }
            Interruption::Fuel => {
                store.set_fuel(limits.fuel)?;
                store.set_epoch_deadline(FOREVER);
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("interruption", &self.interruption).finish_non_exhaustive()
    }
}

/// Advances an engine's epoch every 10 ms until dropped, so that guest code can be interrupted.
struct Ticker {
    _alive: mpsc::Sender<()>,
}

impl Ticker {
    fn start(engine: wasmtime::Engine) -> io::Result<Self> {
        let (alive, dropped) = mpsc::channel();
        thread::Builder::new().name("scaikey-epochs".into()).spawn(move || {
            while dropped.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                engine.increment_epoch();
            }
        })?;
        Ok(Self { _alive: alive })
    }
}

const TICK: Duration = Duration::from_millis(10);
/// Whether this engine can run and interrupt a component. wasmtime does not show the configuration of an engine, so
/// this tries it.
#[cfg(feature = "wasmtime")]
fn check(engine: &wasmtime::Engine, interruption: Interruption) -> Result<(), Error> {
    let unfit = |setting: &str| Error::configuration(format!("the engine does not fit: {setting}"));
    Component::new(engine, COMPONENT).map_err(|_| unfit("enable Config::wasm_component_model"))?;
    let mut store = Store::new(engine, ());
    let consumes_fuel = store.set_fuel(u64::MAX).is_ok();
    match interruption {
        Interruption::Fuel if consumes_fuel => Ok(()),
        Interruption::Fuel => Err(unfit("enable Config::consume_fuel, or choose Interruption::Epochs")),
        Interruption::Epochs => {
            // Code whose deadline has come is stopped where it begins.
            store.set_epoch_deadline(0);
            let module = wasmtime::Module::new(engine, MODULE).map_err(Error::engine)?;
            match wasmtime::Instance::new(&mut store, &module, &[]) {
                Err(cause) if cause.downcast_ref() == Some(&wasmtime::Trap::Interrupt) => Ok(()),
                Err(cause) => Err(Error::engine(cause)),
                Ok(_) => Err(unfit("enable Config::epoch_interruption, or choose Interruption::Fuel")),
            }
        }
    }
}

/// `(component)`
#[cfg(feature = "wasmtime")]
const COMPONENT: &[u8] = b"\0asm\x0d\0\x01\0";
/// `(module (func) (start 0))`
#[cfg(feature = "wasmtime")]
const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x08\x01\0\x0a\x04\x01\x02\0\x0b";

/// More ticks than ever pass; the sum with the current epoch does not overflow.
const FOREVER: u64 = u64::MAX / 2;
const STACK: usize = 512 * 1024;
/// Units of fuel after which guest code yields: some milliseconds, even for code that mostly calls the host, which
/// consumes no fuel.
const YIELD: u64 = 50_000;
