//! The ScaiKey client component, built: the bytes to load, ship or judge.
//!
//! The source is in `guest`, its decisions in `policy`, its contract in `wit/`. This crate knows none of them: its build
//! script compiles the guest separately, and all that comes through is [`CLIENT`].

/// The component of world `client` for WASI 0.2: exports `scaikey:client/auth@0.1.0`, imports outgoing HTTP and clocks.
pub const CLIENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/client.wasm"));
