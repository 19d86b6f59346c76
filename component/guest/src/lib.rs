//! The ScaiKey client as a WebAssembly guest: sends the requests that `scaikey-policy` decides on.
//!
//! [`Client`] is `async` code over the trait [`Io`], which provides the time and the network. A shell for each WASI
//! version implements `Io` and exports the interface `scaikey:client/auth`. Only the shells need WebAssembly; all other
//! modules also compile, and are tested, natively.
//!
//! - `config`, `request` and `token` check the options and the request, build token requests and parse their responses.
//! - `client` and `exchange` follow the steps of the policy over `Io`.
//! - `wasi02` is the shell for WASI 0.2.
//!
//! The policy alone decides when a token is fresh, when to retry, and what a 401 means. Only the shell reads clocks and
//! opens connections.

#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod bindings;
mod client;
mod config;
mod exchange;
mod request;
mod secret;
mod status;
mod token;
#[cfg(target_arch = "wasm32")]
mod wasi02;
#[cfg(target_arch = "wasm32")]
mod wipe;

pub use bindings::types;
pub use client::Client;
pub use exchange::{ExchangeError, HttpRequest, HttpResponse, Io, Limits, Origin};
pub use secret::Secret;
