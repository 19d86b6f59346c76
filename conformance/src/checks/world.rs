//! What a component owes to any host.

use super::{Check, check};
use crate::outcome::same;

pub(super) const CHECKS: &[Check] = &[
    check("world.survives-a-call", |w| {
        w.get();
        w.survived()
    }),
    check("world.least-authority", |w| same("no other import", w.strange_imports())),
];
