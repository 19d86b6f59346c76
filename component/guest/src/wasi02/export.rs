//! Exports the resource `client`.
#![expect(
    unsafe_code,
    unreachable_pub,
    reason = "the export macro declares the functions of the canonical ABI"
)]

use core::future::Future;
use core::pin::pin;
use core::task::{Context, Poll, Waker};

use super::Wasi02;
use crate::bindings::auth::{self, Guest, GuestClient};
use crate::bindings::export;
use crate::client::Client;
use crate::types::{Error, Options, Request, Response, Status, Token};

struct Component;

impl Guest for Component {
    type Client = Client<Wasi02>;
}

impl GuestClient for Client<Wasi02> {
    fn open(options: Options) -> Result<auth::Client, Error> {
        Self::open(Wasi02, options).map(auth::Client::new)
    }

    fn token(&self, deadline: Option<u64>) -> Result<Token, Error> {
        complete(self.token(deadline))
    }

    fn send(&self, request: Request) -> Result<Response, Error> {
        complete(self.send(request))
    }

    fn discard(&self, generation: u64) {
        self.discard(generation);
    }

    fn status(&self) -> Status {
        self.status()
    }
}

/// The result of a future that is ready at once: the I/O of WASI 0.2 blocks, and calls do not overlap.
fn complete<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => result,
        // Blocking I/O never returns `Pending`.
        Poll::Pending => unreachable!(),
    }
}

export!(Component with_types_in crate::bindings::generated);
