//! The mock deployment, as its clients see it.

/// A deployment, and questions to it.
mod client;
/// The same questions to every deployment, so that two can be compared.
mod interview;

/// Tenants and applications.
mod admin;
/// Who is assigned to an application.
mod assignees;
/// Who did what.
mod audit;
/// Who may call the admin API.
mod bearers;
/// The control endpoint.
mod control;
/// Each defect shows, and where.
mod defects;
/// How far each reply gets, on a socket.
mod deliveries;
/// What goes wrong, and for how long.
mod faults;
/// What a log tells, and what it does not.
mod lines;
/// The same behind sockets.
mod server;
/// What a file may say.
mod setup;
/// Who asks for tokens, and what for.
mod token_endpoint;
/// What a token says, and that others can verify it.
mod tokens;
/// Each variant shows, and where.
mod variants;
