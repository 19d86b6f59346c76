//! How many requests a run sends to a deployment, how fast, and of which kinds.

use std::time::Duration;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::core::requirement::Profile;
use crate::deployment::Pacing;

#[derive(Args)]
pub(super) struct PacingFlags {
    /// Send at most N requests
    #[arg(long, value_name = "N", default_value_t = 40, value_parser = clap::value_parser!(u32).range(1..))]
    requests: u32,
    /// Send at most N requests a second; 0 sends them without a pause
    #[arg(long = "pace", value_name = "N", default_value = "2", value_parser = interval)]
    interval: Duration,
    /// Repeat a request at most N times if the network or a gateway loses it
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(..=10))]
    repeats: u8,
    /// Judge too by what is refused (noisy), by what takes until a token has expired (slow), or by many requests in a row
    /// (load). May be several, with commas
    #[arg(long = "allow", value_name = "PROFILE", value_delimiter = ',', value_parser = profile())]
    allowed: Vec<Profile>,
}

impl PacingFlags {
    /// The profiles besides what is safe, each once.
    pub(super) fn allowed(&self) -> Vec<Profile> {
        let mut allowed = ALLOWED.map(|(_, profile)| profile).to_vec();
        allowed.retain(|profile| self.allowed.contains(profile));
        allowed
    }

    pub(super) fn pacing(&self) -> Pacing {
        Pacing { requests: self.requests as usize, interval: self.interval, repeats: self.repeats.into() }
    }
}

fn profile() -> impl TypedValueParser<Value = Profile> {
    PossibleValuesParser::new(ALLOWED.map(|(name, _)| name)).map(|text| {
        let known = ALLOWED.into_iter().find(|(name, _)| *name == text);
        known.expect("one of the possible values").1
    })
}

/// The time between two requests at a pace.
fn interval(text: &str) -> Result<Duration, String> {
    let pace: f64 = text.parse().ok().filter(|pace| *pace >= 0.0).ok_or(PACE)?;
    if pace == 0.0 {
        return Ok(Duration::ZERO);
    }
    let interval = Duration::try_from_secs_f64(1.0 / pace).map_err(|_| PACE)?;
    if interval > SLOWEST { Err(PACE.into()) } else { Ok(interval) }
}

const ALLOWED: [(&str, Profile); 3] =
    [("noisy", Profile::Noisy), ("slow", Profile::Slow), ("load", Profile::Load)];
const PACE: &str = "a number of requests a second, 0.01 or more, or 0";
const SLOWEST: Duration = Duration::from_secs(100);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u64>) {
        assert_eq!(interval(text).ok(), expected.map(Duration::from_millis), "{text}");
    }

    #[test]
    fn a_pace_is_a_time_between_requests() {
        check("2", Some(500));
        check("0.5", Some(2000));
        check("0.01", Some(100_000));
        check("0", Some(0));
        for text in ["0.001", "-1", "NaN", "-inf", "fast", "", "1e-320"] {
            check(text, None);
        }
    }
}
