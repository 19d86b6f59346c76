//! The host with the built-in component. One binary, so that the WebAssembly runtime is linked once.

/// An authority of our own, and what it certifies.
#[expect(dead_code, reason = "shared with the tests of the pool")]
#[path = "../../../tests/pool/authority.rs"]
mod authority;
/// A server by hyper, plain or with TLS, that remembers what it saw.
#[path = "../../../tests/pool/peer.rs"]
mod peer;
/// A server of a few lines of TCP, for what no HTTP library would say.
#[path = "../../../tests/pool/raw.rs"]
mod raw;

/// Bodies and header fields at their limits.
mod body_limits;
/// Compiled code on disk.
mod cache;
/// The client as a value of a program.
mod client;
/// `scaikey::connect`.
mod connect;
/// A request on its way from the component to the transport.
mod exchange;
/// The component on real sockets.
mod pool;
/// Calls that wait.
mod timeouts;

use std::sync::LazyLock;

use scaikey_host::{Authority, Component, Engine, Interruption};

/// The built-in component, compiled once for all tests.
static COMPONENT: LazyLock<Component> = LazyLock::new(|| {
    let engine = Engine::new(Interruption::Epochs).expect("an engine");
    Component::load(&engine, scaikey_component::CLIENT, Authority::Least).expect("our component")
});
