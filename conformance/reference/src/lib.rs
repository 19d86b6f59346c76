//! A plain implementation of the contract in `wit/`, with defects that can be switched on one at a time.
//!
//! The judge is tested on it: a [`Client`] without a defect must pass in every [`Style`], and each [`Defect`] must be
//! found. It is written from the contract alone and shares no code with the component. Calls of one client may overlap.
//! Time and the network are an [`Environment`], so that the judge controls both.
//!
//! Compiled for `wasm32-wasip2` it is a component built by another tool chain.
//!
//! In reading order: what it runs on ([`Environment`]), how it is built ([`Build`]), its configuration (`config`), a call
//! (`client::call`), the token of a call (`token::acquire`, `token::fetch`), and what a client keeps (`token::cache`,
//! `token::gate`).

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
