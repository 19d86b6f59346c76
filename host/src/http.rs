//! One HTTP exchange of a component: where it may go, how long it may take, and what carries it.

pub(crate) mod egress;
pub(crate) mod outgoing;

pub(crate) mod bounded;
mod paced;
pub(crate) mod traced;

mod cause;
pub(crate) mod pooled;
pub(crate) mod transport;
