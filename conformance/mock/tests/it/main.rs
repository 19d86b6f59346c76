//! The mock deployment, as its clients see it.

/// A client of a deployment.
mod client;
/// The same requests to two deployments.
mod comparison;

/// Tenants and applications.
mod admin;
/// The assignees of an application.
mod assignees;
/// The audit list.
mod audit;
/// Authorization of the admin API.
mod bearers;
/// The control endpoint.
mod control;
/// Where each defect shows.
mod defects;
/// How far each reply gets, on a socket.
mod deliveries;
/// Fault injection.
mod faults;
/// Lines of a log.
mod log;
/// A deployment behind sockets.
mod server;
/// Setup files.
mod setup;
/// Token requests.
mod token_endpoint;
/// Claims and signatures of tokens.
mod tokens;
/// Where each variant shows.
mod variants;
