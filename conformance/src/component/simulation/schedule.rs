//! The schedule of a seed.

use std::time::Duration;

use super::fault_profile::FaultProfile;
use super::random::Random;
use crate::component::application::ORIGIN;
use crate::component::endpoint::request::Request;
use crate::component::harness::caller::tenants;

/// One step of a schedule.
#[derive(Debug)]
pub(super) enum Step {
    /// Change the answers of the peers.
    Faults(FaultProfile),
    /// Time passes.
    Travel(Duration),
    /// Time passes while the monotonic clock stands still.
    Sleep(Duration),
    /// Somebody sets the wall clock back.
    SetBack(Duration),
    /// Somebody sets the wall clock forward.
    SetForward(Duration),
    Send(Request),
    /// Ask for the token, with this deadline.
    Token(Option<Duration>),
    Discard(Target),
    /// Ask for the status of the client.
    Status,
}

/// The token that a caller discards.
#[derive(Debug)]
pub(super) enum Target {
    /// The one that it was handed out last.
    Lease,
    /// One that does not exist.
    Nothing,
}

/// The steps of one schedule. An outage lasts for some calls, and nearly every token request in it fails.
pub(super) fn schedule(seed: u64) -> Vec<Step> {
    let mut random = Random::new(seed);
    let calls = 5 + random.below(36);
    let mut outage = 0;
    let mut steps = Vec::new();
    for _ in 0..calls {
        if random.once_in(8) {
            outage = random.below(14);
        }
        let profile = if outage > 0 { FaultProfile::outage } else { FaultProfile::occasional };
        steps.push(Step::Faults(profile(&mut random)));
        steps.extend(random.once_in(2).then(|| passage(&mut random)));
        steps.push(action(&mut random));
        outage = outage.saturating_sub(1);
    }
    steps
}

/// A span that often ends at a boundary: a nanosecond before, on it, or a nanosecond after.
fn passage(random: &mut Random) -> Step {
    let span = Duration::from_secs(random.pick(SPANS)) + Duration::from_nanos(random.below(3));
    let span = span - Duration::from_nanos(1);
    match random.below(7) {
        0 => Step::Sleep(span),
        1 => Step::SetBack(span),
        2 => Step::SetForward(span),
        _ => Step::Travel(span),
    }
}

fn action(random: &mut Random) -> Step {
    let deadline = random.once_in(4).then(|| Duration::from_millis(random.pick(DEADLINES)));
    match random.below(12) {
        0 => Step::Discard(Target::Lease),
        1 => Step::Discard(Target::Nothing),
        2 => Step::Status,
        3 | 4 => Step::Token(deadline),
        5 | 6 => Step::Send(Request {
            method: "POST".into(),
            url: format!("{ORIGIN}/api/v1/admin/users"),
            headers: vec![("x-request-id".into(), random.below(1000).to_string().into())],
            body: vec![b'x'; random.pick(BODIES)],
            deadline,
        }),
        _ => Step::Send(Request { deadline, ..tenants() }),
    }
}

/// Seconds: lifetimes, lifetimes without the window, gates.
const SPANS: &[u64] = &[1, 1, 2, 4, 5, 10, 25, 29, 30, 31, 55, 60, 270, 300, 3570, 3600, 86_370, 86_400];
/// Milliseconds.
const DEADLINES: &[u64] = &[0, 1, 1000, 4000, 10_000, 15_000, 60_000];
/// Bytes.
const BODIES: &[usize] = &[0, 1, 100, 5000];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_determines_its_schedule() {
        assert_eq!(format!("{:?}", schedule(7)), format!("{:?}", schedule(7)));
        assert_ne!(format!("{:?}", schedule(7)), format!("{:?}", schedule(8)));
    }
}
