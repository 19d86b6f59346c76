//! The exports of the component.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use super::Wasi;
use crate::bindings::auth;
use crate::build::Build;
use crate::client::Client;
use crate::types::{Error, Options, Request, Response, Status, Token};

struct Component;

#[expect(unsafe_code, reason = "functions with the names that the component model gives them")]
mod abi {
    use super::Component;
    use crate::bindings::generated;

    generated::export!(Component with_types_in generated);
}

impl auth::Guest for Component {
    type Client = Client<Wasi>;
}

impl auth::GuestClient for Client<Wasi> {
    fn open(options: Options) -> Result<auth::Client, Error> {
        ready(Self::open(options, Wasi, Build::default())).map(auth::Client::new)
    }

    fn token(&self, deadline: Option<u64>) -> Result<Token, Error> {
        ready(Self::token(self, deadline))
    }

    fn send(&self, request: Request) -> Result<Response, Error> {
        ready(Self::send(self, request))
    }

    fn discard(&self, generation: u64) {
        Self::discard(self, generation);
    }

    fn status(&self) -> Status {
        Self::status(self)
    }
}

/// Completes a future that never waits, since its environment blocks.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => crate::faults::trap("a future waits for nothing"),
    }
}
