//! Tokens and their lifetimes.

/// Where the token of a call comes from.
mod acquire;
/// The cached token.
pub(crate) mod cache;
/// One token request.
pub(crate) mod fetch;
/// The gate before a failing token endpoint.
pub(crate) mod gate;
/// What a token response grants.
pub(crate) mod grant;
/// The lifetime in a token response.
pub(crate) mod lifetime;
/// The members of a JSON object.
pub(crate) mod members;
/// The token request.
mod request;
/// The token response.
mod response;
/// Fetches that calls share.
pub(crate) mod shared;

use std::time::Duration;

use zeroize::Zeroizing;

use crate::build::Build;
use crate::defect::Defect;
use crate::moment::Moment;
use crate::moment::nanoseconds;
use crate::types;

pub(crate) struct Token {
    pub(crate) text: Zeroizing<String>,
    pub(crate) generation: u64,
    /// The moment from which its lifetime counts.
    pub(crate) asked: Moment,
    pub(crate) lifetime: Duration,
    pub(crate) scopes: Vec<String>,
}

impl Token {
    pub(crate) fn age(&self, now: Moment, build: Build) -> Duration {
        now.since(self.asked, build)
    }

    /// Time until it expires.
    pub(crate) fn remaining(&self, now: Moment, build: Build) -> Duration {
        self.lifetime.saturating_sub(self.age(now, build))
    }

    /// Time until it is stale: 30 s before its expiry.
    pub(crate) fn fresh_for(&self, now: Moment, build: Build) -> Duration {
        fresh_life(self.lifetime, build).saturating_sub(self.age(now, build))
    }

    /// As the contract shows it to a caller.
    pub(crate) fn shown(&self, now: Moment, build: Build) -> types::Token {
        let now = if build.has(Defect::RemainingNotAged) { self.asked } else { now };
        types::Token {
            value: self.text.to_string(),
            generation: if build.has(Defect::GenerationConstant) { 1 } else { self.generation },
            remaining: nanoseconds(self.remaining(now, build)),
            fresh_for: nanoseconds(self.fresh_for(now, build)),
            scopes: self.scopes.clone(),
        }
    }
}

/// The age at which a token of this lifetime becomes stale.
fn fresh_life(lifetime: Duration, build: Build) -> Duration {
    let window = match build.defect {
        Some(Defect::NoCache) => return Duration::ZERO,
        Some(Defect::CacheForEver) => return Duration::MAX,
        Some(Defect::ShortNeverCached) if lifetime <= 2 * WINDOW => return Duration::ZERO,
        Some(Defect::WindowUnderflows) if lifetime < WINDOW => return Duration::MAX,
        Some(Defect::WindowInverted) => return lifetime.saturating_add(WINDOW),
        Some(Defect::WindowInclusive) if lifetime >= WINDOW => WINDOW - Duration::from_nanos(1),
        Some(Defect::WindowScaled) => WINDOW.max(lifetime / 10),
        Some(Defect::NoWindow) => Duration::ZERO,
        Some(Defect::Window29) => Duration::from_secs(29),
        Some(Defect::Window60) => Duration::from_secs(60),
        Some(Defect::WindowHalfSecondLate) => Duration::from_millis(29_500),
        _ => WINDOW,
    };
    lifetime.saturating_sub(window)
}

const WINDOW: Duration = Duration::from_secs(30);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lifetime: u64, expected: u64) {
        let life = fresh_life(Duration::from_secs(lifetime), Build::default());
        assert_eq!(life, Duration::from_secs(expected), "of {lifetime} s");
    }

    #[test]
    fn a_token_is_stale_thirty_seconds_before_its_expiry() {
        check(3600, 3570);
        check(31, 1);
        check(30, 0);
        check(0, 0);
    }
}
