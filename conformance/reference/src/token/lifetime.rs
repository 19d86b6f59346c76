//! The lifetime of a token: `expires_in` in all its spellings.

use std::time::Duration;

use crate::build::Build;
use crate::defect::Defect;
use crate::faults;

/// A lifetime, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// The server said it.
    Told(Duration),
    /// The server did not say.
    Assumed(Duration),
    /// The server said more than the maximum.
    Capped(Duration),
}

impl Lifetime {
    pub(crate) fn span(self) -> Duration {
        match self {
            Self::Told(span) | Self::Assumed(span) | Self::Capped(span) => span,
        }
    }
}

/// Reads the JSON text of a member `expires_in`. `None` if it is not a number of seconds.
pub(crate) fn read(member: Option<&str>, build: Build) -> Option<Lifetime> {
    let text = match member {
        None | Some("null") => return missing(build),
        Some(text) => text,
    };
    let seconds = match serde_json::from_str::<String>(text) {
        Ok(_) if build.has(Defect::TextTraps) => faults::trap("a lifetime was a string"),
        Ok(_) if build.has(Defect::TextRefused) => None,
        Ok(digits) => whole_seconds(digits.trim()),
        Err(_) => number_of_seconds(text, build),
    };
    match seconds {
        None if build.has(Defect::LifetimeLenient) => missing(build),
        None => None,
        Some(seconds) => Some(known(seconds, build)),
    }
}

fn missing(build: Build) -> Option<Lifetime> {
    match build.defect {
        Some(Defect::MissingRefused) => None,
        Some(Defect::MissingForEver) => Some(Lifetime::Assumed(FOR_EVER)),
        _ => Some(Lifetime::Assumed(ASSUMED)),
    }
}

fn known(seconds: u64, build: Build) -> Lifetime {
    let span = Duration::from_secs(seconds);
    match build.defect {
        Some(Defect::LifetimeInMilliseconds) => return Lifetime::Told(span / 1000),
        Some(Defect::LifetimeThousandfold) => return Lifetime::Told(span.saturating_mul(1000)),
        Some(Defect::LifetimeWraps) if i32::try_from(seconds).is_err() => return Lifetime::Told(FOR_EVER),
        Some(Defect::ZeroForEver) if seconds == 0 => return Lifetime::Told(FOR_EVER),
        Some(Defect::NegativeForEver) if seconds == u64::MAX => return Lifetime::Told(FOR_EVER),
        Some(Defect::LifetimeUncapped) => return Lifetime::Told(span),
        _ => {}
    }
    if span > CAP { Lifetime::Capped(CAP) } else { Lifetime::Told(span) }
}

/// Digits only.
fn whole_seconds(digits: &str) -> Option<u64> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // More digits than fit are more seconds than count.
    Some(digits.parse().unwrap_or(u64::MAX))
}

/// A JSON number, rounded down; not below zero.
fn number_of_seconds(text: &str, build: Build) -> Option<u64> {
    let number: f64 = text.parse().ok()?;
    if build.has(Defect::FractionRefused) && number.fract() != 0.0 {
        return None;
    }
    if build.has(Defect::NegativeForEver) && number < 0.0 {
        return Some(u64::MAX);
    }
    if build.has(Defect::LifetimeRoundedUp) {
        return (number >= 0.0).then_some(number.ceil() as u64);
    }
    // In text, since a float would round 3599.9999999999999999 up.
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let exact = if text.contains(['e', 'E']) { None } else { whole_seconds(whole) };
    exact.or((number >= 0.0).then_some(number as u64))
}

const ASSUMED: Duration = Duration::from_secs(300);
const CAP: Duration = Duration::from_secs(24 * 3600);
const FOR_EVER: Duration = Duration::from_secs(u32::MAX as u64 * 100);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(member: &str, expected: Option<u64>) {
        let read = read(Some(member), Build::default()).map(Lifetime::span);
        assert_eq!(read, expected.map(Duration::from_secs), "{member}");
    }

    #[test]
    fn a_missing_lifetime_is_five_minutes() {
        assert_eq!(read(None, Build::default()), Some(Lifetime::Assumed(Duration::from_secs(300))));
        check("null", Some(300));
    }

    #[test]
    fn a_lifetime_is_a_number_of_seconds_or_digits() {
        check("0", Some(0));
        check("-0", Some(0));
        check("3600", Some(3600));
        check("\"3600\"", Some(3600));
        check("\" 3600 \"", Some(3600));
        check(r#""\u0033600""#, Some(3600));
        check("3599.9", Some(3599));
        check("3599.9999999999999999", Some(3599));
        check("3.6e3", Some(3600));
    }

    #[test]
    fn a_lifetime_ends_after_a_day() {
        for huge in
            ["86401", "1e300", "1e999", "9223372036854775808", "18446744073709551616", &"9".repeat(40)]
        {
            assert_eq!(read(Some(huge), Build::default()), Some(Lifetime::Capped(CAP)), "{huge}");
        }
        check("86400", Some(86_400));
    }

    #[test]
    fn anything_else_is_none() {
        for odd in
            ["-5", "-0.5", "-1e9", "true", "[3600]", "{}", "\"1h\"", "\"\"", "\"-5\"", "\"3.5\"", "\"+5\""]
        {
            check(odd, None);
        }
    }
}
