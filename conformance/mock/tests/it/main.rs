//! The mock deployment, as its clients see it.

/// A deployment, and questions to it.
mod client;
/// The token endpoint.
mod token_endpoint;
