//! The suite for components.

pub(crate) mod application;
pub(crate) mod capabilities;
mod checks;
pub(crate) mod endpoint;
pub(crate) mod harness;
pub(crate) mod invariants;
pub(crate) mod judge;
pub(crate) mod run;
pub(crate) mod selftest;
mod simulation;
pub(crate) mod subject;
pub(crate) mod transport;
mod wire;
