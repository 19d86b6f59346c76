//! Runs components that implement the ScaiKey client contract.
//!
//! Such a component exports `scaikey:client/auth@0.1.0`: it fetches tokens with client credentials and calls ScaiKey with
//! them. This crate runs it: it compiles and links the component, sends its requests to one origin, provides two clocks,
//! and limits everything that it consumes. It knows no OAuth and trusts no component. To call ScaiKey with the built-in
//! component, use the crate `scaikey`.
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
//! - An [`Engine`] compiles a [`Component`], or finds it in a [`Cache`].
//! - A [`Builder`] opens a [`Client`] of it with [`Options`] and [`Limits`], on a [`Transport`] (by default a [`Pool`] of
//!   connections) and [`Clocks`].
//! - Calls return [`types`] of the contract, or an [`Error`].
//!
//! Calls need a tokio runtime with timers, and the pool one with I/O. The crate needs Rust 1.95.
//!
//! # Features
//!
//! - `wasmtime`: [`Engine`]s made of the embedder's own `wasmtime::Engine`, and the module `plugins`, which serves clients
//!   to plugins that import `scaikey:client/auth@0.1.0`. Only this feature shows types of wasmtime. Off by default.
//!
//! # Tracing
//!
//! Spans and events of [`tracing`] have the target `scaikey`. Their names and fields are stable; more may be added. None
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
//! - `failure`, and `reason` of `scaikey.stopped`, are an [`Error::class`]; `failure` of an exchange is a variant of
//!   [`HttpError`].
//! - `origin` is scheme, host and port, or `none`.
//! - `method` is a well-known method, or `other`.
//! - Fields without a value are left out. An exchange lasts until the head of the response.
//!
//! At the level *trace*, wasmtime and `wasmtime_wasi_http` record every step of a component under their own targets, with
//! paths and queries. Disable those targets where paths are confidential.

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
