//! The judge from outside: one program, so that its tests share the processors.

mod command;
mod deployment_command;
mod deployments;
mod honest;
mod judge;
mod pacing;
mod random_components;
mod registry;
mod reports;
mod selftest;
mod simulation;
mod sockets;
mod wire;
