//! The suite for components.

pub(crate) mod application;
pub(crate) mod capabilities;
mod checks;
pub(crate) mod endpoint;
pub(crate) mod harness;
pub(crate) mod invariants;
pub(crate) mod options;
pub(crate) mod secrets;
pub(crate) mod selftest;
mod simulation;
pub(crate) mod subject;
pub(crate) mod suite;
mod wire;
