//! The checks, a file for each area, in the order of the registry.

mod admin;
mod claims;
mod client;
mod discovery;
mod expiry;
mod keys;
mod load;
mod refusal;
mod scope;
mod token;
mod transport;

use super::inspection::Inspection;
use crate::core::requirement::Requirement;
use crate::core::verdict::Verdict;

/// The check of one requirement.
pub(super) struct Check {
    /// Id of the one requirement that it judges.
    requirement: &'static str,
    pub(super) act: fn(&mut Inspection<'_>) -> Verdict,
}

/// The check of a requirement.
pub(super) fn of(requirement: &Requirement) -> Option<&'static Check> {
    AREAS.iter().copied().flatten().find(|check| check.requirement == requirement.id)
}

/// Passes if the token endpoint issues a token.
pub(super) fn gives_a_token(inspection: &mut Inspection<'_>) -> Verdict {
    token::basic(inspection).or_else(|reason| match inspection.token() {
        Ok(_) => Ok(()),
        Err(_) => Err(reason),
    })
}

const fn check(requirement: &'static str, act: fn(&mut Inspection<'_>) -> Verdict) -> Check {
    Check { requirement, act }
}

const AREAS: &[&[Check]] = &[
    transport::CHECKS,
    token::CHECKS,
    claims::CHECKS,
    scope::CHECKS,
    keys::CHECKS,
    discovery::CHECKS,
    admin::CHECKS,
    refusal::CHECKS,
    expiry::CHECKS,
    client::CHECKS,
    load::CHECKS,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::requirements;

    #[test]
    fn each_requirement_has_one_check_in_the_same_order() {
        let checks: Vec<_> = AREAS.iter().copied().flatten().map(|check| check.requirement).collect();
        let requirements: Vec<_> = requirements::deployment().map(|requirement| &*requirement.id).collect();
        assert_eq!(checks, requirements);
    }
}
