//! The commands `deployment` and `mock` as their users see them: one in a terminal, the other in another.

/// Deployments that cannot be judged, and wrong command lines.
mod errors;
/// Runs that a signal ends.
mod interrupt;
/// What a mock tells, takes and leaves behind.
mod mock;
/// What a plan shows, and that it sends nothing.
mod plan;
/// Settings from flags, variables and a file.
mod settings;
/// The processes of both.
mod stage;
/// What comes of a deployment that can.
mod verdict;
