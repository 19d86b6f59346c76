//! The checks: for each requirement one scene, told from the caller's side, and what a conformant subject makes of it.
//!
//! A check arranges the mock, acts, and compares. What it compares is the trace of the journal: one line for each act,
//! such as `fetch token#1, send token#1 (200), deliver 200`. What holds in every check is judged besides.

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

/// One scene.
pub(crate) struct Check {
    /// Id of the one requirement that it judges.
    requirement: &'static str,
    /// What the subject is configured with.
    pub(crate) application: &'static Application,
    pub(crate) act: fn(&mut Harness) -> Verdict,
}

/// The check of a requirement.
pub(crate) fn of(requirement: &Requirement) -> Option<&'static Check> {
    AREAS.iter().copied().flatten().find(|check| check.requirement == requirement.id)
}

const fn check(requirement: &'static str, act: fn(&mut Harness) -> Verdict) -> Check {
    Check { requirement, application: &PLATFORM, act }
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
