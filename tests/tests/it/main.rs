//! The workspace as a whole. One binary, so that the WebAssembly runtime is linked once.

/// A component that does nothing, to be made hostile.
mod blank;
/// Cargo as a child process, and what it built.
mod cargo;
/// A server of a few lines of TCP, for answers that no HTTP library would give.
mod raw;
/// A ScaiKey on loopback, by a server that is not ours.
mod scaikey;

/// The tutorial, chapter by chapter.
mod tutorial;

/// Large bodies, both ways, and answers that come before they are read.
mod bodies;
/// Servers that say our secrets back: neither errors nor commands pass them on.
mod echoes;
/// When a token is asked for again, by the system's clocks.
mod lifetimes;
/// Answers that are not what they say.
mod lying;
/// Token endpoints and resources that fail or are slow.
mod outages;

/// The built component: what it imports and exports, its size, and what its bytes give away.
mod component;
/// Requests beyond the origin of the base URL.
mod denied;
/// Components that trap, never end or hoard.
mod hostile;
/// The edges of what a component may take.
mod limits;
/// What the component leaves in its memory.
mod memory;
/// Components that import a client.
mod plugins;

/// The commands of the README, and exit statuses.
mod commands;

/// The table of edge cases, held to the tests it names.
mod edge_cases;
/// Which of our crates may know which.
mod edges;
/// Order in the tree: sources, contract, manifest.
mod tidy;
