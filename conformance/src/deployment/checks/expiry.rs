//! Expired tokens.

use super::{Check, check};
use crate::core::verdict::{NotPassed, holds};
use crate::deployment::inspection::expiry::Expired;

pub(super) const CHECKS: &[Check] = &[check("expiry.honoured", |i| {
    let Expired { path, token, accepted, .. } = i.expired()?;
    if !(200..300).contains(&accepted) {
        return Err(NotPassed::NotApplicable(format!("the token is answered {accepted} while it is good")));
    }
    let answer = i.read(&path, &token)?;
    holds(!answer.is_success(), "a refusal such as 401, a minute after the token expired", answer.brief())
})];
