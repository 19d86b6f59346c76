//! How the mock endpoint answers until the next profile.

use std::iter::repeat_with;
use std::time::Duration;

use super::faults::{self, WORDINGS};
use super::random::Random;
use crate::component::endpoint::reply::Answer;
use crate::component::endpoint::{MockEndpoint, Wording, token_response};

/// These replies first, then good ones: after this delay, with tokens of this lifetime in this wording.
#[derive(Debug)]
pub(super) struct FaultProfile {
    token_replies: Vec<Answer>,
    resource_replies: Vec<Answer>,
    delay: Duration,
    lifetime: u64,
    wording: Wording,
}

impl FaultProfile {
    /// No faults.
    pub(super) fn healthy() -> Self {
        Self {
            token_replies: Vec::new(),
            resource_replies: Vec::new(),
            delay: Duration::ZERO,
            lifetime: 3600,
            wording: token_response,
        }
    }

    /// A token request fails now and then.
    pub(super) fn occasional(random: &mut Random) -> Self {
        let failing = random.once_in(4);
        Self::of(random, failing)
    }

    /// Nearly every token request fails.
    pub(super) fn outage(random: &mut Random) -> Self {
        let failing = !random.once_in(10);
        Self::of(random, failing)
    }

    pub(super) fn apply(self, mock: &mut MockEndpoint) {
        mock.token_endpoint.start(self.token_replies);
        mock.resource.start(self.resource_replies);
        (mock.delay, mock.lifetime, mock.wording) = (self.delay, self.lifetime, self.wording);
    }

    fn of(random: &mut Random, failing: bool) -> Self {
        let refusals = if failing { 2 } else { 0 };
        let oddities = random.pick(&[0, 0, 0, 1, 1, 2]);
        let (wording, own_lifetime) = random.pick(WORDINGS);
        Self {
            token_replies: repeat_with(|| faults::token_reply(random)).take(refusals).collect(),
            resource_replies: repeat_with(|| faults::resource_reply(random)).take(oddities).collect(),
            delay: Duration::from_millis(random.pick(DELAYS)),
            lifetime: own_lifetime.unwrap_or_else(|| random.pick(LIFETIMES)),
            wording,
        }
    }
}

/// Seconds.
const LIFETIMES: &[u64] = &[0, 1, 5, 29, 30, 31, 32, 35, 60, 300, 3600, 86_400];
/// Milliseconds, some around the ten seconds that an exchange may take.
const DELAYS: &[u64] = &[0, 0, 0, 0, 0, 0, 1, 1000, 4000, 9_999, 10_001, 20_000];
