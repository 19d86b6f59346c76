//! The client: what the contract calls by the same name.

use crate::build::Build;
use crate::types::{self, Error};
use crate::world::World;

/// One application's credentials, its cached token, and the right to use them. Its calls may overlap.
pub struct Client<W> {
    world: W,
    build: Build,
}

impl<W: World> Client<W> {
    /// Makes a client. Fails with `configuration` only.
    pub async fn open(options: types::Options, world: W, build: Build) -> Result<Self, Error> {
        let _ = options;
        Ok(Self { world, build })
    }

    /// Hands out the token that a call would send now, within a deadline in nanoseconds from now.
    pub async fn token(&self, deadline: Option<u64>) -> Result<types::Token, Error> {
        let _ = (deadline, self.world.monotonic());
        Err(Error::Configuration("not built yet".into()))
    }

    /// Sends one request with a token and delivers the response, after at most one retry.
    pub async fn send(&self, request: types::Request) -> Result<types::Response, Error> {
        let _ = request;
        Err(Error::Configuration("not built yet".into()))
    }

    /// Forgets the cached token if it is the one of this generation.
    pub fn discard(&self, generation: u64) {
        let _ = (generation, self.build);
    }

    /// The client's condition. Sends nothing.
    pub fn status(&self) -> types::Status {
        types::Status {
            state: types::State::Empty,
            generation: None,
            age: None,
            remaining: None,
            last_fetch: None,
            last_failure: None,
            gate: None,
            counters: types::Counters {
                hits: 0,
                fetched: types::Fetches { cold: 0, window: 0, refused: 0, asked: 0 },
                failed: types::Fetches { cold: 0, window: 0, refused: 0, asked: 0 },
                stale_sent: 0,
                retries_accepted: 0,
                retries_refused: 0,
                retries_failed: 0,
                gated: 0,
                assumed_lifetimes: 0,
                capped_lifetimes: 0,
            },
        }
    }
}
