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
//!     let component = Component::load(&engine, scaikey_component::CLIENT, Authority::Least)?;
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
//! In reading order: an [`Engine`] compiles a [`Component`]; a [`Builder`] opens a [`Client`] of it on a [`Transport`],
//! [`Clocks`] and [`Limits`]; calls bring [`types`] or an [`Error`]. Calls need a tokio runtime with its timers.

mod engine;
mod ticker;

mod authority;
mod component;
mod inspect;
mod linker;
mod world;

mod builder;
mod client;
mod turn;

mod instance;
mod state;
mod supervise;

mod limiter;
mod limits;
mod meter;

mod cause;
mod egress;
mod outgoing;
mod paced;
mod pooled;
mod transport;

mod clocks;

mod bindings;
mod options;
mod secret;
mod token;

mod error;
mod explain;

pub use authority::Authority;
pub use bindings::types;
pub use builder::Builder;
pub use client::Client;
pub use clocks::{Clocks, SystemClocks};
pub use component::Component;
pub use engine::{Engine, Interruption};
pub use error::Error;
pub use inspect::{Inspection, inspect};
pub use limits::Limits;
pub use options::Options;
pub use pooled::{Counters, NetworkLimits, Pooled, Tls};
pub use secret::Secret;
pub use token::Token;
pub use transport::{Body, Exchange, HttpError, Transport};
pub use world::World;
