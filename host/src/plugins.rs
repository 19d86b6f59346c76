//! Clients for plugins: WebAssembly components that import `scaikey:client/auth@0.1.0`.
//!
//! A plugin runtime adds the interface to its own [`Linker`]. A plugin that calls `open`
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

mod interface;

use std::fmt;
use std::pin::Pin;

use wasmtime::component::{HasData, Linker, ResourceTable};

use crate::error::Error;
use crate::options::Options;
use crate::runtime::client::Client;
use interface::auth;

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
