//! An open client.

pub(crate) mod builder;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tracing::Span;

use crate::component::Component;
use crate::error::Error;
use crate::runtime::call_limits::within_limits;
use crate::runtime::instance::{Blueprint, Instance};
use crate::runtime::slot::{InstanceSlot, SlotGuard};
use crate::spans::{self, instrumented, milliseconds};
use crate::token::Token;
use crate::types::{self, Request, Response, Status};
use builder::Builder;

/// An open client: one application's credentials and its cached token, inside a component.
///
/// A clone is the same client. Calls of all clones run one after the other, in the order they were made.
///
/// A call fails with the error that the component returned ([`Error::client`]), or because the component trapped or was
/// stopped at a limit. After a trap or a stop, and when the future of a call is dropped, the host drops the instance with
/// its token; the next call starts a new one.
#[derive(Clone)]
pub struct Client {
    blueprint: Arc<Blueprint>,
    slot: Arc<InstanceSlot>,
}

impl Client {
    /// Configures a client of `component`.
    pub fn builder(component: &Component) -> Builder {
        Builder::new(component)
    }

    pub(crate) fn new(blueprint: Blueprint, slot: InstanceSlot) -> Self {
        Self { blueprint: blueprint.into(), slot: slot.into() }
    }

    /// Returns the token that a call would send now; fetches one if there is no fresh one. `deadline` counts from here.
    pub async fn token(&self, deadline: Option<Duration>) -> Result<Token, Error> {
        let span = self.span("token");
        let call = async |instance: &mut Instance, deadline| {
            let (store, functions, client) = instance.parts();
            functions.call_token(store, client, deadline).await
        };
        let token = Token::new(self.call(&span, deadline, call).await?);
        span.record("generation", token.generation);
        Ok(token)
    }

    /// Sends one request with a token and returns the response, whatever its status.
    ///
    /// Takes a [`types::Request`](crate::types::Request) or an [`http::Request`] of [`Bytes`](bytes::Bytes), whose URI
    /// is a path with an optional query: an absolute URI is an invalid request. The response converts into an
    /// [`http::Response`] of `Bytes`.
    ///
    /// ```no_run
    /// # async fn send(client: scaikey_host::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use bytes::Bytes;
    /// use scaikey_host::Attempts;
    ///
    /// let request = http::Request::post("/api/v1/admin/tenants")
    ///     .header("content-type", "application/json")
    ///     .body(Bytes::from(r#"{"name":"acme"}"#))?;
    /// let response: http::Response<Bytes> = client.send(request).await?.into();
    /// println!("{} after {:?}", response.status(), response.extensions().get::<Attempts>());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send(&self, request: impl Into<Request>) -> Result<Response, Error> {
        let mut request = request.into();
        let span = self.span("send");
        span.record("method", spans::method(&request.method));
        let deadline = request.deadline.map(Duration::from_nanos);
        let call = async |instance: &mut Instance, deadline| {
            request.deadline = deadline;
            let (store, functions, client) = instance.parts();
            functions.call_send(store, client, &request).await
        };
        let response = self.call(&span, deadline, call).await?;
        span.record("status", response.status).record("attempts", response.attempts);
        Ok(response)
    }

    /// Drops the cached token if it is of this generation or older.
    pub async fn discard(&self, generation: u64) -> Result<(), Error> {
        let span = self.span("discard");
        span.record("generation", generation);
        let call = async |instance: &mut Instance, _| {
            let (store, functions, client) = instance.parts();
            functions.call_discard(store, client, generation).await.map(Ok)
        };
        self.call(&span, None, call).await
    }

    /// Returns the state of the token cache and counters of events. Sends nothing.
    pub async fn status(&self) -> Result<Status, Error> {
        let call = async |instance: &mut Instance, _| {
            let (store, functions, client) = instance.parts();
            functions.call_status(store, client).await.map(Ok)
        };
        self.call(&self.span("status"), None, call).await
    }

    /// Returns what all instances of this client wrote to standard output and error, at most
    /// [`Limits::output`](crate::Limits::output) bytes. With [`Authority::Least`](crate::Authority::Least) they cannot
    /// write.
    pub fn output(&self) -> Vec<u8> {
        self.blueprint.output.contents().into()
    }

    /// An error as a plugin gets it.
    #[cfg(feature = "wasmtime")]
    pub(crate) fn typed(&self, error: &Error, endpoint: types::Endpoint) -> types::Error {
        error.typed(endpoint, &self.blueprint.options.client_secret)
    }

    /// Waits until one more call may wait.
    #[cfg(feature = "wasmtime")]
    pub(crate) async fn room(&self) {
        self.slot.room().await;
    }

    fn span(&self, function: &'static str) -> Span {
        spans::call(function, &self.blueprint.outgoing.origin)
    }

    /// Calls one function of the component within the limits of a call. `function` gets what is left of the deadline,
    /// in nanoseconds, once the calls before have ended.
    async fn call<T>(
        &self,
        span: &Span,
        deadline: Option<Duration>,
        function: impl AsyncFnOnce(&mut Instance, Option<u64>) -> wasmtime::Result<Result<T, types::Error>>,
    ) -> Result<T, Error> {
        let call = async {
            let mut slot = SlotGuard::acquire(&self.slot, &self.blueprint, deadline).await?;
            span.record("waited_ms", milliseconds(slot.waited));
            let left = slot.left(deadline);
            let outcome = within_limits(&self.blueprint, function(&mut slot.instance, left)).await?;
            slot.release();
            outcome.map_err(|error| self.blueprint.failure(error))
        };
        instrumented(span, &*self.blueprint.clocks, call, |error| error.class().into()).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("options", &self.blueprint.options).finish_non_exhaustive()
    }
}
