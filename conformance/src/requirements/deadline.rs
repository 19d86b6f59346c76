//! A caller's deadline is kept.

use crate::requirement::{Requirement, should};

pub(super) const REQUIREMENTS: &[Requirement] = &[
    should(
        "deadline.send",
        "A call of a resource that hangs ends at the deadline",
        "interface types, request.deadline",
    ),
    should(
        "deadline.token",
        "Asking for a token ends at the deadline when the token endpoint hangs",
        "interface auth, token",
    ),
    should(
        "deadline.whole-call",
        "A deadline holds for token request and call together",
        "interface types, request.deadline",
    ),
    should(
        "deadline.retry",
        "A deadline holds for the retry too, and the error carries the 401 that it was for",
        "interface types, request.deadline and error.refused",
    ),
    should("deadline.passed", "With no time left nothing begins", "interface types, request.deadline"),
];
