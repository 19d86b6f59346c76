//! One HTTP exchange of a component: where it may go, how long it may take, and what carries it.

pub(crate) mod egress;
pub(crate) mod outgoing;

mod codes;
pub(crate) mod wasi;

pub(crate) mod body;
pub(crate) mod error;
mod limited_body;
pub(crate) mod transport;

mod cause;
pub(crate) mod pool;
