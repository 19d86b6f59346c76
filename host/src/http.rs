//! One HTTP exchange of a component: where it may go, how long it may take, and what carries it.

pub(crate) mod egress;
pub(crate) mod outgoing;

pub(crate) mod body;
pub(crate) mod bounded;
pub(crate) mod error;
mod paced;
pub(crate) mod traced;

mod cause;
mod codes;
pub(crate) mod pool;
pub(crate) mod transport;
