//! A token's age survives clocks that jump or stand still.

use crate::requirement::{Requirement, should};

pub(super) const REQUIREMENTS: &[Requirement] = &[
    should(
        "clocks.wall-steps-back",
        "A wall clock that steps back costs no token request",
        "interface auth, Window: time is the larger of what both clocks say",
    ),
    should(
        "clocks.wall-steps-back-no-extension",
        "A wall clock that steps back lengthens no token's life",
        "interface auth, Window; derived: safety, an expired token must not be sent",
    ),
    should(
        "clocks.wall-steps-forward",
        "A wall clock that steps forward ages the token, to the nanosecond",
        "interface auth, Window",
    ),
    should(
        "clocks.suspended",
        "A token that expired while the machine slept and its monotonic clock stood still is replaced",
        "interface auth, Window; derived: safety, an expired token must not be sent",
    ),
    should(
        "clocks.monotonic-frozen",
        "With a monotonic clock that stands still, the wall clock alone brings the renewal at exactly 30 s",
        "interface auth, Window",
    ),
];
