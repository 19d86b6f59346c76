//! The heartbeat that lets guest code be interrupted.

use std::io;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Advances an engine's epoch every 10 ms until dropped.
pub(crate) struct Ticker {
    _alive: mpsc::Sender<()>,
}

impl Ticker {
    pub(crate) fn start(engine: wasmtime::Engine) -> io::Result<Self> {
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
