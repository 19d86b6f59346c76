//! An open client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tracing::Span;

use crate::component::Component;
use crate::error::Error;
use crate::runtime::builder::Builder;
use crate::runtime::call_limits::within_limits;
use crate::runtime::instance::Blueprint;
use crate::runtime::slot::{InstanceSlot, SlotGuard};
use crate::spans::{self, instrumented, milliseconds};
use crate::token::Token;
use crate::types::{Request, Response, Status};

/// One application's credentials and cached token, inside a component. A clone is the same client; calls of all clones
/// queue, in the order they came.
///
/// A call fails with what the component returned ([`Error::client`]), or because the component was stopped or broke
/// off. In the latter case, and when the future of a call is dropped, the instance is thrown away with its token; the
/// next call starts a new one.
#[derive(Clone)]
pub struct Client {
    blueprint: Arc<Blueprint>,
    slot: Arc<InstanceSlot>,
}

impl Client {
    /// Begins to open a client of `component`.
    pub fn builder(component: &Component) -> Builder {
        Builder::new(component)
    }

    pub(crate) fn new(blueprint: Blueprint, slot: InstanceSlot) -> Self {
        Self { blueprint: blueprint.into(), slot: slot.into() }
    }

    /// The token that a call would send now, fetched if there is no fresh one. `deadline` counts from here.
    pub async fn token(&self, deadline: Option<Duration>) -> Result<Token, Error> {
        let span = self.span("token");
        let call = async {
            let mut turn = self.turn(deadline, &span).await?;
            let deadline = turn.left(deadline);
            let (store, functions, client) = turn.instance.parts();
            let outcome =
                within_limits(&self.blueprint, functions.call_token(store, client, deadline)).await?;
            turn.end();
            let token = Token::from(outcome.map_err(|error| self.blueprint.failure(error))?);
            span.record("generation", token.generation);
            Ok(token)
        };
        self.traced(&span, call).await
    }

    /// Sends one request with a token and delivers the response, whatever its status.
    pub async fn send(&self, mut request: Request) -> Result<Response, Error> {
        let span = self.span("send");
        span.record("method", spans::method(&request.method));
        let call = async {
            let deadline = request.deadline.map(Duration::from_nanos);
            let mut turn = self.turn(deadline, &span).await?;
            request.deadline = turn.left(deadline);
            let (store, functions, client) = turn.instance.parts();
            let outcome =
                within_limits(&self.blueprint, functions.call_send(store, client, &request)).await?;
            turn.end();
            let response = outcome.map_err(|error| self.blueprint.failure(error))?;
            span.record("status", response.status).record("attempts", response.attempts);
            Ok(response)
        };
        self.traced(&span, call).await
    }

    /// Forgets the cached token if it is the one of this generation or older.
    pub async fn discard(&self, generation: u64) -> Result<(), Error> {
        let span = self.span("discard");
        span.record("generation", generation);
        let call = async {
            let mut turn = self.turn(None, &span).await?;
            let (store, functions, client) = turn.instance.parts();
            within_limits(&self.blueprint, functions.call_discard(store, client, generation)).await?;
            turn.end();
            Ok(())
        };
        self.traced(&span, call).await
    }

    /// The client's condition. Sends nothing.
    pub async fn status(&self) -> Result<Status, Error> {
        let span = self.span("status");
        let call = async {
            let mut turn = self.turn(None, &span).await?;
            let (store, functions, client) = turn.instance.parts();
            let status = within_limits(&self.blueprint, functions.call_status(store, client)).await?;
            turn.end();
            Ok(status)
        };
        self.traced(&span, call).await
    }

    /// What the component and its predecessors wrote to standard output and error, up to
    /// [`Limits::output`](crate::Limits::output) bytes. With [`Authority::Least`](crate::Authority::Least) they
    /// cannot write.
    pub fn output(&self) -> Vec<u8> {
        self.blueprint.output.contents().into()
    }

    async fn turn(&self, deadline: Option<Duration>, span: &Span) -> Result<SlotGuard<'_>, Error> {
        let turn = SlotGuard::take(&self.slot, &self.blueprint, deadline).await?;
        span.record("waited_ms", milliseconds(turn.waited));
        Ok(turn)
    }

    fn span(&self, function: &'static str) -> Span {
        spans::call(function, &self.blueprint.origin)
    }

    async fn traced<T>(&self, span: &Span, call: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        instrumented(span, &*self.blueprint.clocks, call, |error| error.class().into()).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("options", &self.blueprint.options).finish_non_exhaustive()
    }
}
