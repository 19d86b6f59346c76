//! The shell for WASI 0.2: the clocks, outgoing HTTP, and the exports of the component.
//!
//! Every call blocks, so that each future of a client is ready when it is first polled.

mod download;
mod error;
mod export;
mod outgoing;
mod timer;
mod upload;

use std::time::Duration;

use wasi::clocks::{monotonic_clock, wall_clock};
use wasi::http::outgoing_handler;

use crate::environment::{Environment, ExchangeError, Incoming, Outgoing};
use download::download;
use timer::Timer;
use upload::Upload;

/// The environment of a component.
struct Wasi;

impl Environment for Wasi {
    fn monotonic(&self) -> Duration {
        Duration::from_nanos(monotonic_clock::now())
    }

    fn wall(&self) -> Duration {
        let now = wall_clock::now();
        Duration::new(now.seconds, now.nanoseconds)
    }

    async fn pause(&self, span: Duration) {
        Timer::new(span).end();
    }

    async fn exchange(
        &self,
        request: Outgoing,
        within: Duration,
        limit: u64,
    ) -> Result<Incoming, ExchangeError> {
        let timer = Timer::new(within);
        let (head, body) = outgoing::split(request)?;
        let mut upload = Upload::new(&head, body)?;
        let future = outgoing_handler::handle(head, None).map_err(error::of)?;
        let response = loop {
            if let Some(outcome) = future.get() {
                break outcome
                    .map_err(|()| error::transport("the response was taken twice"))?
                    .map_err(error::of)?;
            }
            upload.advance();
            timer.wait(&[&future.subscribe()], &upload)?;
        };
        Ok(download(response, &mut upload, &timer, limit))
    }
}
