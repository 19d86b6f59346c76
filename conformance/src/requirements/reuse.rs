//! A fresh token is used again.

use crate::requirement::{Requirement, must};

pub(super) const REQUIREMENTS: &[Requirement] = &[must(
    "reuse.fifty-calls",
    "Fifty calls within a token's life cost one token request",
    "tutorial, 2. Acquire a token: no fresh token on every call",
)];
