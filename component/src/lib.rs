//! The built ScaiKey client component, as bytes.
//!
//! The sources are in `guest` and `policy`, the contract in `wit/`. This crate depends on none of them: its build
//! script compiles the guest as a separate build, and [`CLIENT`] is the result.

/// The ScaiKey client as a component for WASI 0.2.
///
/// It exports `scaikey:client/auth@0.1.0` and `scaikey:client/types@0.1.0`, and imports outgoing HTTP and clocks. The
/// custom section `package-docs` holds the text of the contract.
pub const CLIENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/client.wasm"));
