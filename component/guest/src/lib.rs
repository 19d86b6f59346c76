//! The ScaiKey client as a WebAssembly guest: the decisions of `scaikey-policy` become requests.
//!
//! The engine ([`Client`]) is written once, as `async` code over the small trait [`Io`]; a thin shell per WASI
//! version implements that trait and exports the interface `scaikey:client/auth`. Everything but the shell is plain
//! Rust that runs and is tested natively.
//!
//! **This crate does not know** when a token is fresh, when to retry, or what a 401 means: it asks the policy. It reads
//! no clock and opens no connection outside the shell.

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
