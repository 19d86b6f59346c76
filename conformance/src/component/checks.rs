//! The checks: one for each requirement, and what a conformant subject does in it.
//!
//! A check scripts the mock endpoint, acts as a caller, and compares the trace of the journal: one line for each call, such
//! as `fetch token#1, send token#1 (200), deliver 200`. Invariants are judged besides, in every check.

mod acquisition;
mod clocks;
mod deadline;
mod fault;
mod input;
mod overlap;
mod retry;
mod reuse;
mod sample;
mod secret;
mod status;
mod window;
mod world;

use std::time::Duration;

use crate::component::application::{Application, PLATFORM};
use crate::component::harness::Harness;
use crate::core::requirement::Requirement;
use crate::core::verdict::Verdict;

/// The check of one requirement.
pub(crate) struct Check {
    /// Id of the one requirement that it judges.
    requirement: &'static str,
    /// What the subject is configured with.
    pub(crate) application: &'static Application,
    pub(crate) run: fn(&mut Harness) -> Verdict,
}

/// The check of a requirement.
pub(crate) fn of(requirement: &Requirement) -> Option<&'static Check> {
    AREAS.iter().copied().flatten().find(|check| check.requirement == requirement.id)
}

const fn check(requirement: &'static str, run: fn(&mut Harness) -> Verdict) -> Check {
    Check { requirement, application: &PLATFORM, run }
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

const NANOSECOND: Duration = Duration::from_nanos(1);

const AREAS: &[&[Check]] = &[
    world::CHECKS,
    acquisition::token_request::CHECKS,
    acquisition::token_use::CHECKS,
    reuse::CHECKS,
    window::CHECKS,
    retry::after_401::CHECKS,
    retry::limits::CHECKS,
    clocks::CHECKS,
    status::CHECKS,
    fault::token_endpoint::CHECKS,
    fault::resource::CHECKS,
    fault::redirects::CHECKS,
    fault::renewal::CHECKS,
    fault::gate::CHECKS,
    fault::schedules::CHECKS,
    deadline::CHECKS,
    input::lifetimes::CHECKS,
    input::token_response::CHECKS,
    input::token_members::CHECKS,
    input::requests::CHECKS,
    input::configuration::CHECKS,
    secret::CHECKS,
    overlap::CHECKS,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::requirements;

    #[test]
    fn each_requirement_has_one_check_in_the_same_order() {
        let checks: Vec<_> = AREAS.iter().copied().flatten().map(|check| check.requirement).collect();
        let checked = requirements::component().filter(|requirement| !requirement.is_invariant());
        let requirements: Vec<_> = checked.map(|requirement| requirement.id.as_str()).collect();
        assert_eq!(checks, requirements);
    }
}
