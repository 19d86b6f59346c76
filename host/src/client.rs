//! An open client.

use std::fmt;
use std::time::Duration;

use crate::builder::Builder;
use crate::component::Component;
use crate::error::Error;
use crate::instance::Blueprint;
use crate::supervise::supervise;
use crate::token::Token;
use crate::turn::{Slot, Turn};
use crate::types::{Request, Response, Status};

/// One application's credentials and cached token, inside a component. Share it by reference; calls queue.
///
/// A call fails with what the component returned ([`Error::client`]), or because the component was stopped or broke
/// off. In the latter case, and when the future of a call is dropped, the instance is thrown away with its token; the
/// next call starts a new one.
pub struct Client {
    pub(crate) blueprint: Blueprint,
    pub(crate) slot: Slot,
}

impl Client {
    /// Begins to open a client of `component`.
    pub fn builder(component: &Component) -> Builder {
        Builder::new(component)
    }

    /// The token that a call would send now, fetched if there is no fresh one. `deadline` counts from here.
    pub async fn token(&self, deadline: Option<Duration>) -> Result<Token, Error> {
        let mut turn = self.turn(deadline).await?;
        let deadline = turn.left(deadline);
        let (store, functions, client) = turn.instance.parts();
        let outcome = supervise(&self.blueprint, functions.call_token(store, client, deadline)).await?;
        turn.end();
        Ok(outcome?.into())
    }

    /// Sends one request with a token and delivers the response, whatever its status.
    pub async fn send(&self, mut request: Request) -> Result<Response, Error> {
        let deadline = request.deadline.map(Duration::from_nanos);
        let mut turn = self.turn(deadline).await?;
        request.deadline = turn.left(deadline);
        let (store, functions, client) = turn.instance.parts();
        let outcome = supervise(&self.blueprint, functions.call_send(store, client, &request)).await?;
        turn.end();
        Ok(outcome?)
    }

    /// Forgets the cached token if it is the one of this generation or older.
    pub async fn discard(&self, generation: u64) -> Result<(), Error> {
        let mut turn = self.turn(None).await?;
        let (store, functions, client) = turn.instance.parts();
        supervise(&self.blueprint, functions.call_discard(store, client, generation)).await?;
        turn.end();
        Ok(())
    }

    /// The client's condition. Sends nothing.
    pub async fn status(&self) -> Result<Status, Error> {
        let mut turn = self.turn(None).await?;
        let (store, functions, client) = turn.instance.parts();
        let status = supervise(&self.blueprint, functions.call_status(store, client)).await?;
        turn.end();
        Ok(status)
    }

    /// What the component and its predecessors wrote to standard output and error, up to
    /// [`Limits::output`](crate::Limits::output) bytes. With [`Authority::Least`](crate::Authority::Least) they
    /// cannot write.
    pub async fn output(&self) -> Vec<u8> {
        self.blueprint.output.contents().into()
    }

    async fn turn(&self, deadline: Option<Duration>) -> Result<Turn<'_>, Error> {
        Turn::take(&self.slot, &self.blueprint, deadline).await
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("options", &self.blueprint.options).finish_non_exhaustive()
    }
}
