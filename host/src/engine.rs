//! The compiler and runtime that components share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use wasmtime::{Config, Store, UpdateDeadline};

use crate::error::Error;
use crate::limits::Limits;
use crate::ticker::Ticker;

/// Compiles components and runs them. One per process is enough; a clone is the same engine.
#[derive(Clone)]
pub struct Engine {
    runtime: wasmtime::Engine,
    interruption: Interruption,
    _ticker: Option<Arc<Ticker>>,
}

/// How code that does not end is stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interruption {
    /// By processor time, measured while the code runs. Cheap, fair to other tasks, different each time: for
    /// production.
    Epochs,
    /// By counting instructions. Slower, and the same each time: for judging.
    Fuel,
}

impl Engine {
    /// An engine. Fails only where the machine cannot run one.
    ///
    /// Memory is allocated on demand: an instance lives as long as its client, so the microseconds that a pool of
    /// prepared memories saves at each start do not pay for the address space that it holds.
    pub fn new(interruption: Interruption) -> Result<Self, Error> {
        let mut config = Config::new();
        config.wasm_component_model(true);
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
        Ok(Self { runtime, interruption, _ticker: ticker.map(Arc::new) })
    }

    pub(crate) fn runtime(&self) -> &wasmtime::Engine {
        &self.runtime
    }

    /// Makes guest code in `store` give way at every tick, so that whoever polls it can stop it.
    pub(crate) fn tame<T>(&self, store: &mut Store<T>) {
        if self.interruption == Interruption::Epochs {
            store.epoch_deadline_callback(|_| {
                Ok(UpdateDeadline::YieldCustom(1, Box::pin(tokio::task::yield_now())))
            });
        }
    }

    /// What one call may use up from now on.
    pub(crate) fn refuel<T>(&self, store: &mut Store<T>, limits: &Limits) -> wasmtime::Result<()> {
        match self.interruption {
            Interruption::Epochs => store.set_epoch_deadline(1),
            Interruption::Fuel => store.set_fuel(limits.fuel)?,
        }
        Ok(())
    }

    /// How long one call may keep the processor busy.
    pub(crate) fn processor_time(&self, limits: &Limits) -> Duration {
        match self.interruption {
            Interruption::Epochs => limits.processor_time,
            Interruption::Fuel => Duration::MAX,
        }
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine").field("interruption", &self.interruption).finish_non_exhaustive()
    }
}
