//! What a component owes to any host.

use crate::requirement::{Requirement, must, should};

pub(super) const REQUIREMENTS: &[Requirement] = &[
    must(
        "world.survives-a-call",
        "A client opens, and a call of it ends: without a trap, an endless loop or more memory than it may have",
        "derived: termination, a caller must get its thread back",
    ),
    should(
        "world.least-authority",
        "A component imports outgoing HTTP, the two clocks, and the streams and polling that these need",
        "derived: safety, what cannot be reached cannot leak a secret",
    ),
];

/// Without this nothing else can be judged.
pub(crate) const SURVIVAL: &Requirement = &REQUIREMENTS[0];
