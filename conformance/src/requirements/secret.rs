//! Secrets stay out of errors.

use crate::requirement::{Requirement, must};

pub(super) const REQUIREMENTS: &[Requirement] = &[must(
    "secret.echo-cut-out",
    "A client secret that the token endpoint echoes is cut out of the error",
    "interface types, oauth-failure.text; derived: safety, errors end up in logs",
)];
