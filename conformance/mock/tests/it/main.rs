//! The mock deployment, as its clients see it.

/// A deployment, and questions to it.
mod client;
/// Each defect shows, and where.
mod defects;
/// The same questions to every deployment.
mod interview;
/// Each manner shows, and where.
mod manners;
