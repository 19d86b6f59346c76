//! Instances of a component, the limits that hold them, and the client that calls them.

pub(crate) mod client;
mod slot;

mod call_limits;
pub(crate) mod instance;
pub(crate) mod state;

pub(crate) mod limiter;
pub(crate) mod limits;

pub(crate) mod clocks;
