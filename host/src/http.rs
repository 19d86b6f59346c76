//! One HTTP exchange of a component: where it may go, how long it may take, and what carries it.

pub(crate) mod egress;
pub(crate) mod outgoing;

pub(crate) mod body;
pub(crate) mod body_limit;
pub(crate) mod error;
mod read_timeout;

mod cause;
mod codes;
pub(crate) mod pool;
pub(crate) mod transport;
