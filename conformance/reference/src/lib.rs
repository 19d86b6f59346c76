//! A plain implementation of the contract in `wit/`, with defects that can be switched on one at a time.
//!
//! The judge is tested on it: a clean [`Client`] must pass whatever its [`Style`], and each [`Defect`] must be found.
//! It is written from the contract alone and shares no code with the component. Calls of one client may overlap, and
//! time and the network are a [`Environment`], so that the judge can play with both.
//!
//! Compiled for `wasm32-wasip2` it is a component that another tool chain made.
//!
//! In reading order: what it runs on ([`Environment`]), how it is built ([`Build`]), what it is made of (`config`), what a
//! call does (`call`), where its token comes from (`lease`, `fetch`), and what is remembered (`cache`, `gate`).

mod bindings;
mod build;
mod client;
mod config;
mod defect;
mod environment;
mod error;
mod faults;
mod http;
mod moment;
mod token;
#[cfg(target_arch = "wasm32")]
mod wasi;

pub use bindings::types;
pub use build::{Build, Style};
pub use client::Client;
pub use defect::Defect;
pub use environment::{Environment, ErrorKind, ExchangeError, Incoming, Outgoing};
