//! Calls ScaiKey with client credentials.
//!
//! A [`Client`] fetches an access token when it first needs one, reuses it, renews it 30 s before it expires, and
//! survives a 401 with exactly one retry.
//!
//! ```no_run
//! use scaikey::{Options, Request};
//!
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let secret = std::env::var("SCAIKEY_CLIENT_SECRET")?;
//!     let client = scaikey::connect(Options::platform("https://scaikey.example", "my-service", secret)).await?;
//!
//!     let response = client.send(Request::get("/api/v1/admin/tenants")).await?;
//!     println!("{} after {} attempt(s)", response.status, response.attempts);
//!     Ok(())
//! }
//! ```
//!
//! Keep the client, since it holds the token; a clone is the same client. [`Client::send`] takes an
//! `http::Request` as it is, and its response converts into an `http::Response`.
//!
//! # Options
//!
//! [`Options::platform`] is for applications of scope GLOBAL, [`Options::tenant`] for those of scope TENANT or PARTNER:
//!
//! ```no_run
//! # async fn example(secret: scaikey::Secret) -> Result<(), scaikey::Error> {
//! use std::time::Duration;
//!
//! use scaikey::{Options, Request};
//!
//! let options = Options {
//!     scopes: vec!["openid".into()],
//!     ..Options::tenant("https://scaikey.example", "acme", "my-service", secret)
//! };
//! let client = scaikey::connect(options).await?;
//! let request = Request::get("/api/v1/tenants/acme/applications/me/assignees")
//!     .header("accept", "application/json")
//!     .deadline(Duration::from_secs(5));
//! client.send(request).await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Errors
//!
//! [`Error`] has a predicate for each decision that a caller makes, such as [`Error::is_timeout`]; its text is one line
//! that says what to do. [`Error::client`] is the typed error of the contract, with the OAuth error code or the
//! original 401.
//!
//! # More control
//!
//! [`connect`] runs the built-in [`component`] on a shared [`Pool`] of connections with default [`Limits`]. A
//! [`Builder`] takes other ones, such as a pool that trusts one more authority:
//!
//! ```no_run
//! # async fn example(options: scaikey::Options, pem: &[u8]) -> Result<(), scaikey::Error> {
//! use std::sync::Arc;
//!
//! use scaikey::{Client, NetworkLimits, Pool, Tls};
//!
//! let pool = Pool::with(Tls::new().trust(pem)?, NetworkLimits::default());
//! let component = scaikey::component().await?;
//! let client = Client::builder(&component).transport(Arc::new(pool)).open(options).await?;
//! # Ok(())
//! # }
//! ```
//!
//! To run another component, or to serve clients to plugins, use the crate `scaikey-host`.

use std::env;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::runtime::{self, Handle};
use tokio::sync::OnceCell;
use tokio::task::spawn_blocking;

use scaikey_host::{Authority, Cache, Engine, Interruption};

#[doc(inline)]
pub use scaikey_host::types::{self, ClientAuthentication, Request, Response, Settings, Status, Surface};
#[doc(inline)]
pub use scaikey_host::{
    Attempts, Body, Builder, Client, Clocks, Component, Error, Exchange, HttpError, Limits, NetworkLimits,
    Options, Pool, PoolCounters, Secret, SystemClocks, Tls, Token, Transport,
};

/// Opens a client of the built-in component. Sends nothing.
///
/// The clients of one tokio runtime share a pool of connections, which closes with the last of them; so use a client on
/// the runtime that opened it. The first client of a process waits for the [`component`].
///
/// Fails with [`Error::is_configuration`] if an option is not acceptable; the text names it.
pub async fn connect(options: Options) -> Result<Client, Error> {
    let component = component().await?;
    Client::builder(&component).transport(pool()).open(options).await
}

/// The built-in component. It is made ready once in a process, on a thread for blocking work, and limits processor time
/// by epochs.
///
/// Compiled code is kept in the user's cache directory, `scaikey` below `XDG_CACHE_HOME` or `~/.cache`, from one start
/// to the next. Without a directory that only this user may write to, every process compiles the component, which takes
/// some tenths of a second.
pub async fn component() -> Result<Component, Error> {
    static COMPONENT: OnceCell<Component> = OnceCell::const_new();
    let loaded = async || spawn_blocking(load).await.expect("the runtime runs, and loading does not panic");
    COMPONENT.get_or_try_init(loaded).await.cloned()
}

fn load() -> Result<Component, Error> {
    let engine = Engine::new(Interruption::Epochs)?;
    let cache =
        Cache::usual_directory(|name| env::var_os(name)).and_then(|directory| Cache::open(directory).ok());
    let engine = match cache {
        Some(cache) => engine.cached(cache),
        None => engine,
    };
    Component::load(&engine, scaikey_component::CLIENT, Authority::Least)
}

/// The pool of the current runtime, on which its connections live.
fn pool() -> Arc<Pool> {
    static POOLS: Mutex<Vec<(runtime::Id, Weak<Pool>)>> = Mutex::new(Vec::new());
    let runtime = Handle::current().id();
    let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
    pools.retain(|(_, pool)| pool.strong_count() > 0);
    let mut own = pools.iter().filter(|(id, _)| *id == runtime);
    if let Some(pool) = own.find_map(|(_, pool)| pool.upgrade()) {
        return pool;
    }
    let pool = Arc::new(Pool::new());
    pools.push((runtime, Arc::downgrade(&pool)));
    pool
}
