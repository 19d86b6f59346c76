//! Runs components of the ScaiKey client world, safely.
//!
//! A component of this world gets tokens and calls ScaiKey with them; this crate gives it a place to run: an engine,
//! a network that ends at one origin, two clocks, and limits on all it may take. There is no OAuth here: any component
//! of the world will do, and none is trusted.
//!
//! ```no_run
//! use scaikey_host::types::Request;
//! use scaikey_host::{Authority, Client, Component, Engine, Interruption, Options};
//!
//! #[tokio::main(flavor = "current_thread")]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let secret = std::env::var("SCAIKEY_CLIENT_SECRET")?;
//!     let engine = Engine::new(Interruption::Epochs)?;
//!     let bytes = std::fs::read("client.wasm")?;
//!     let component = Component::load(&engine, &bytes, Authority::Least)?;
//!     let client = Client::builder(&component)
//!         .open(Options::platform("https://scaikey.example", "my-app", secret))
//!         .await?;
//!
//!     let response = client.send(Request::get("/api/v1/admin/tenants")).await?;
//!     println!("{} after {} attempt(s)", response.status, response.attempts);
//!     Ok(())
//! }
//! ```
//!
//! In reading order: an [`Engine`] compiles a [`Component`], or finds it in a [`Cache`]; a [`Builder`] opens a [`Client`]
//! of it on a [`Transport`], [`Clocks`] and [`Limits`]; calls bring [`types`] or an [`Error`]. Calls need a tokio runtime
//! with its timers. Rust 1.95 is the oldest that will do.
//!
//! # What can be watched
//!
//! Spans and events of [`tracing`], all with the target `scaikey`. Their names and fields stay; more may come. None
//! holds a secret, a path, a header field, a body, or a text that a server or a component chose.
//!
//! | name | kind, level | fields |
//! |---|---|---|
//! | `scaikey.load` | span, debug | `bytes`, `failure`, `elapsed_ms` |
//! | `scaikey.open` | span, debug | `origin`, `failure`, `elapsed_ms` |
//! | `scaikey.call` | span, debug | `function`, `origin`, `method`, `waited_ms`, `status`, `attempts`, `generation`, `failure`, `elapsed_ms` |
//! | `scaikey.exchange` | span in a call, debug | `method`, `origin`, `status`, `failure`, `elapsed_ms` |
//! | `scaikey.stopped` | event, warn | `reason` |
//! | `scaikey.denied` | event, warn | |
//! | `scaikey.cache` | event, debug | `found` |
//! | `scaikey.cache.unwritten` | event, warn | `reason` |
//!
//! `failure` and the `reason` of `scaikey.stopped` are an [`Error::class`], in an exchange the name of an
//! [`HttpError`]; `origin` is scheme, host and port, or `none`; a `method` that not everybody knows is `other`; what has
//! no value is left out. An exchange lasts until the head of the response.
//!
//! At the level *trace* wasmtime tells of every step of a component with targets of its own: what it asks of the clocks,
//! and with `wasmtime_wasi_http` paths and queries. Leave those off where paths are nobody's business.

mod engine;

mod component;

mod runtime;

mod http;

#[cfg(feature = "wasmtime")]
pub mod plugins;

mod bindings;
mod options;
mod request;
mod response;
mod secret;
mod spans;
mod token;

mod error;

pub use bindings::types;
pub use component::Component;
pub use component::authority::Authority;
pub use component::inspect::{Inspection, inspect};
pub use engine::cache::{Cache, CacheCounters};
pub use engine::{Engine, Interruption};
pub use error::Error;
pub use http::body::Body;
pub use http::error::HttpError;
pub use http::pool::{NetworkLimits, Pool, PoolCounters, Tls};
pub use http::transport::{Exchange, Transport};
pub use options::Options;
pub use response::Attempts;
pub use runtime::client::Client;
pub use runtime::client::builder::Builder;
pub use runtime::clocks::{Clocks, SystemClocks};
pub use runtime::limits::Limits;
pub use secret::Secret;
pub use token::Token;
