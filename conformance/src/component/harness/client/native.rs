//! A client of the reference, on the transport and the clocks of the harness.

mod platform;
mod translation;

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use scaikey_host::{Clocks, Options, Transport, types};
use scaikey_reference::Build;
use tokio::time::timeout;

use super::super::failure;
use super::{Failure, Token};
use platform::{OUT_OF_MEMORY, Platform};

/// A client of the reference, under the limits of a host.
pub(in crate::component::harness) struct Native {
    client: scaikey_reference::Client<Platform>,
    printed: Arc<Mutex<Vec<u8>>>,
}

impl Native {
    pub(super) async fn open(
        build: Build,
        options: &Options,
        transport: Arc<dyn Transport>,
        clocks: Arc<dyn Clocks>,
    ) -> Result<Self, Failure> {
        let printed = Arc::default();
        let platform = Platform { transport, clocks, printed: Arc::clone(&printed) };
        let opening = scaikey_reference::Client::open(translation::options(options), platform, build);
        let client = limited(opening).await?.map_err(failed)?;
        Ok(Self { client, printed })
    }

    pub(super) async fn send(&self, request: types::Request) -> Result<types::Response, Failure> {
        let response = limited(self.client.send(translation::request(request))).await?;
        response.map(translation::response).map_err(failed)
    }

    pub(super) async fn token(&self, deadline: Option<Duration>) -> Result<Token, Failure> {
        let deadline = deadline.map(|deadline| deadline.as_nanos() as u64);
        let token = limited(self.client.token(deadline)).await?.map_err(failed)?;
        Ok(Token {
            value: token.value,
            generation: token.generation,
            remaining: Duration::from_nanos(token.remaining),
            fresh_for: Duration::from_nanos(token.fresh_for),
            scopes: token.scopes,
        })
    }

    pub(super) async fn discard(&self, generation: u64) -> Result<(), Failure> {
        limited(async { self.client.discard(generation) }).await
    }

    pub(super) async fn status(&self) -> Result<types::Status, Failure> {
        limited(async { self.client.status() }).await.map(translation::status)
    }

    pub(super) fn output(&self) -> Vec<u8> {
        self.printed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn failed(error: scaikey_reference::types::Error) -> Failure {
    let typed = translation::error(error);
    let said = failure::said(&typed);
    Failure::Answered(typed, said)
}

/// Runs a call within the limits of a host: ends it if it panics or takes too long.
async fn limited<T>(call: impl Future<Output = T>) -> Result<T, Failure> {
    let stopped = |how: &str| Failure::Stopped(format!("stop: the component {how}"), String::new());
    match timeout(CALL_TIMEOUT, AssertUnwindSafe(call).catch_unwind()).await {
        Ok(Ok(end)) => Ok(end),
        Ok(Err(panic)) if is_out_of_memory(&*panic) => Err(stopped("took too much memory")),
        Ok(Err(_)) => Err(stopped("broke off")),
        Err(_) => Err(stopped("waited without end")),
    }
}

fn is_out_of_memory(panic: &(dyn Any + Send)) -> bool {
    panic.downcast_ref() == Some(&OUT_OF_MEMORY)
}

/// As long as the host gives a component.
const CALL_TIMEOUT: Duration = Duration::from_secs(60);
