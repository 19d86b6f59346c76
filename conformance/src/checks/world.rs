//! What a component owes to any host.

use super::{Check, check};

pub(super) const CHECKS: &[Check] = &[check("world.survives-a-call", |w| {
    w.get();
    w.survived()
})];
