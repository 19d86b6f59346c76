//! Clients for plugins: WebAssembly components that import `scaikey:client/auth@0.1.0`.
//!
//! A plugin runtime adds the interface to its own [`Linker`](wasmtime::component::Linker). A plugin that calls `open`
//! gets what the runtime's [`Opener`] decides, and nothing else:
//!
//! ```no_run
//! use scaikey_host::plugins::{self, Grant, Opener, Opening, PluginView, Refusal};
//! use scaikey_host::{Client, Options};
//! use wasmtime::component::{Linker, ResourceTable};
//!
//! /// What a store of this runtime carries.
//! struct State {
//!     table: ResourceTable,
//!     plugin: Plugin,
//! }
//!
//! /// One plugin, and the client that it may use.
//! struct Plugin {
//!     client: Option<Client>,
//! }
//!
//! impl Opener for Plugin {
//!     /// The plugin names no secret and no origin: both are those of the client that the runtime has opened.
//!     fn open(&mut self, _asked: Options) -> Opening<'_> {
//!         Box::pin(async {
//!             let client = self.client.clone();
//!             client.map(Grant::new).ok_or_else(|| Refusal::new("this plugin may not call ScaiKey"))
//!         })
//!     }
//! }
//!
//! # fn link(engine: &wasmtime::Engine) -> wasmtime::Result<()> {
//! let mut linker = Linker::<State>::new(engine);
//! plugins::add_to_linker(&mut linker, |state| PluginView {
//!     table: &mut state.table,
//!     opener: &mut state.plugin,
//! })?;
//! # Ok(())
//! # }
//! ```
//!
//! # What a plugin can do
//!
//! - It sends requests under the base URL of its client, with that client's token.
//! - It sees the token only if its [`Grant`] says so ([`Grant::with_token`]).
//! - It never sees the client secret, unless it brought the secret itself: every spelling is cut out of the texts of
//!   errors.
//! - Plugins whose grants are clones of one client share the token, the queue and the gate: one of them can discard the
//!   token, or fill the queue, for all. Open a client for each plugin to keep them apart.
//! - It can keep as many clients as its table holds, see
//!   [`ResourceTable::set_max_capacity`](wasmtime::component::ResourceTable::set_max_capacity).
//!
//! # Errors
//!
//! A plugin gets the typed error of the component. Errors of the host have no type in the contract; a plugin gets them
//! as
//!
//! | error of the host | `send` | `token` |
//! |---|---|---|
//! | too many calls wait, or the deadline passed while the call waited: nothing was sent | `timeout` at the token endpoint | the same |
//! | the call took longer than its limit | `timeout` at the protected resource | `timeout` at the token endpoint |
//! | the component trapped, or was stopped at a limit | `transport` at the protected resource | `transport` at the token endpoint |
//! | the grant holds no token | | `denied` at the token endpoint |
//!
//! `open` fails with `configuration` only, whatever the [`Refusal`] is about. `discard` and `status` cannot fail: they
//! wait while too many calls wait. A `discard` that stops the component has its effect, since the token goes with the
//! instance. A `status` that stops the component traps the plugin.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use wasmtime::component::{HasData, Linker, Resource, ResourceTable};

use crate::bindings::{self, nanoseconds};
use crate::error::Error;
use crate::options::Options;
use crate::runtime::client::Client;
use crate::types::{self, Endpoint, ExchangeFailure, Request, Response, Status};
use generated::scaikey::client::auth;

/// Decides what a plugin gets from `open`.
pub trait Opener: Send {
    /// Opens a client for the plugin, or refuses.
    ///
    /// `asked` is what the plugin wrote, and nothing in it is to be trusted. Whoever puts a client secret into it has to
    /// set the base URL as well: the secret goes to the token endpoint under that URL.
    fn open(&mut self, asked: Options) -> Opening<'_>;
}

/// A client that is being opened for a plugin.
pub type Opening<'a> = Pin<Box<dyn Future<Output = Result<Grant, Refusal>> + Send + 'a>>;

/// A client, and what a plugin may do with it.
#[derive(Clone, Debug)]
pub struct Grant {
    client: Client,
    token: TokenAccess,
}

#[derive(Clone, Copy, Debug)]
enum TokenAccess {
    Withheld,
    HandedOut,
}

impl Grant {
    /// The plugin may send requests. Its calls of `token` fail with `denied`.
    pub fn new(client: Client) -> Self {
        Self { client, token: TokenAccess::Withheld }
    }

    /// The plugin may take the token too, and send it to whatever it can reach.
    pub fn with_token(self) -> Self {
        Self { token: TokenAccess::HandedOut, ..self }
    }
}

/// Why a plugin gets no client. It reads the text as that of the error `configuration`.
#[derive(Clone, Debug)]
pub struct Refusal(String);

impl Refusal {
    /// A refusal with this text, which must hold no secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// The text of the error, in which the client secret is cut out.
impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        let text = error.to_string();
        Self(text.strip_prefix("configuration: ").unwrap_or(&text).to_owned())
    }
}

/// What [`add_to_linker`] needs of a store.
pub struct PluginView<'a> {
    /// Holds the clients that the plugin has opened.
    pub table: &'a mut ResourceTable,
    /// Decides on the next one.
    pub opener: &'a mut dyn Opener,
}

/// Adds `scaikey:client/auth@0.1.0` to a linker. Plugins must be called by the async functions of wasmtime, on a tokio
/// runtime with its timers.
pub fn add_to_linker<T: Send>(
    linker: &mut Linker<T>,
    view: fn(&mut T) -> PluginView<'_>,
) -> wasmtime::Result<()> {
    auth::add_to_linker::<T, Plugins>(linker, view)
}

struct Plugins;

impl HasData for Plugins {
    type Data<'a> = PluginView<'a>;
}

impl auth::Host for PluginView<'_> {}

impl auth::HostClient for PluginView<'_> {
    async fn open(
        &mut self,
        asked: bindings::Options,
    ) -> wasmtime::Result<Result<Resource<Grant>, types::Error>> {
        match self.opener.open(asked.into()).await {
            Ok(grant) => Ok(Ok(self.table.push(grant)?)),
            Err(Refusal(text)) => Ok(Err(types::Error::Configuration(text))),
        }
    }

    async fn token(
        &mut self,
        client: Resource<Grant>,
        deadline: Option<u64>,
    ) -> wasmtime::Result<Result<bindings::Token, types::Error>> {
        let Grant { client, token: TokenAccess::HandedOut } = self.table.get(&client)?.clone() else {
            let text = "the host does not hand out the token of this client: use send".to_owned();
            let failure = ExchangeFailure { endpoint: Endpoint::TokenEndpoint, text };
            return Ok(Err(types::Error::Denied(failure)));
        };
        let token = client.token(deadline.map(Duration::from_nanos)).await;
        Ok(token.map(Into::into).map_err(|error| client.typed(&error, Endpoint::TokenEndpoint)))
    }

    async fn send(
        &mut self,
        client: Resource<Grant>,
        request: Request,
    ) -> wasmtime::Result<Result<Response, types::Error>> {
        let client = self.table.get(&client)?.client.clone();
        let response = client.send(request).await;
        Ok(response.map_err(|error| client.typed(&error, Endpoint::ProtectedResource)))
    }

    async fn discard(&mut self, client: Resource<Grant>, generation: u64) -> wasmtime::Result<()> {
        let client = self.table.get(&client)?.client.clone();
        // A component that was stopped has lost the token.
        patient(&client, || client.discard(generation)).await.ok();
        Ok(())
    }

    async fn status(&mut self, client: Resource<Grant>) -> wasmtime::Result<Status> {
        let client = self.table.get(&client)?.client.clone();
        patient(&client, || client.status()).await.map_err(|error| wasmtime::Error::msg(error.to_string()))
    }

    async fn drop(&mut self, client: Resource<Grant>) -> wasmtime::Result<()> {
        self.table.delete(client)?;
        Ok(())
    }
}

/// Makes a call again once there is room for it to wait.
async fn patient<T, F: Future<Output = Result<T, Error>>>(
    client: &Client,
    call: impl Fn() -> F,
) -> Result<T, Error> {
    loop {
        match call().await {
            Err(error) if error.is_busy() => client.room().await,
            outcome => return outcome,
        }
    }
}

impl From<bindings::Options> for Options {
    fn from(options: bindings::Options) -> Self {
        Self {
            base_url: options.base_url,
            surface: options.surface,
            client_id: options.client_id,
            client_secret: options.client_secret.into(),
            scopes: options.scopes,
            settings: options.settings,
        }
    }
}

impl From<crate::Token> for bindings::Token {
    fn from(token: crate::Token) -> Self {
        Self {
            value: token.value.expose().to_owned(),
            generation: token.generation,
            remaining: nanoseconds(token.remaining),
            fresh_for: nanoseconds(token.fresh_for),
            scopes: token.scopes,
        }
    }
}

mod generated {
    wasmtime::component::bindgen!({
        path: "../wit",
        inline: "
            package scaikey:plugins;

            world plugin {
                import scaikey:client/auth@0.1.0;
            }
        ",
        imports: { default: async | trappable },
        with: {
            "scaikey:client/types": crate::bindings::generated::scaikey::client::types,
            "scaikey:client/auth.client": crate::plugins::Grant,
        },
    });
}
