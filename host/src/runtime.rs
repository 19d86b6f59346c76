//! Instances of a component, the limits that hold them, and the client that calls them.

pub(crate) mod builder;
pub(crate) mod client;
mod turn;

pub(crate) mod instance;
pub(crate) mod state;
mod supervise;

pub(crate) mod limiter;
pub(crate) mod limits;
mod meter;

pub(crate) mod clocks;
