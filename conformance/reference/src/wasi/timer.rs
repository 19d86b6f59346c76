//! A timer.

use std::time::Duration;

use wasi::clocks::monotonic_clock::subscribe_duration;
use wasi::io::poll::{Pollable, poll};

use super::upload::Upload;
use crate::environment::{ErrorKind, ExchangeError};
use crate::moment::nanoseconds;

/// A timer that runs from its creation.
pub(super) struct Timer(Pollable);

impl Timer {
    pub(super) fn new(span: Duration) -> Self {
        Self(subscribe_duration(nanoseconds(span)))
    }

    /// Waits until the time is over.
    pub(super) fn end(&self) {
        self.0.block();
    }

    /// Waits until one of these is ready or the upload can go on. Fails once the time is over.
    pub(super) fn wait(&self, others: &[&Pollable], upload: &Upload) -> Result<(), ExchangeError> {
        let room = upload.room();
        let all: Vec<_> = others.iter().copied().chain(&room).chain([&self.0]).collect();
        poll(&all);
        if self.0.ready() && !others.iter().any(|other| other.ready()) {
            return Err(ExchangeError::new(ErrorKind::Timeout, "the exchange took too long"));
        }
        Ok(())
    }
}
