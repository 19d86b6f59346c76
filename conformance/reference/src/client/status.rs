//! The status of a client, without secrets.

use crate::client::Client;
use crate::environment::Environment;
use crate::moment::nanoseconds;
use crate::types::{State, Status};

impl<W: Environment> Client<W> {
    /// The status of the client. Sends nothing.
    pub fn status(&self) -> Status {
        let (now, build) = (self.now(), self.build);
        let cache = self.cache.borrow();
        let held = cache.held();
        let state = match held {
            None => State::Empty,
            Some(token) if !token.fresh_for(now, build).is_zero() => State::Fresh,
            Some(token) if !token.remaining(now, build).is_zero() => State::Stale,
            Some(_) => State::Expired,
        };
        Status {
            state,
            generation: held.map(|token| token.generation),
            age: held.map(|token| nanoseconds(token.age(now, build))),
            remaining: held.map(|token| nanoseconds(token.remaining(now, build))),
            last_fetch: self.last_fetch.get(),
            last_failure: self.last_failure.get(),
            gate: self.gate.borrow().check(now).map(|gated| gated.remaining),
            counters: *self.counters.borrow(),
        }
    }
}
