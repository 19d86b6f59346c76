//! The member `expires_in`, in the forms that servers send.

use alloc::vec::Vec;
use core::time::Duration;

use super::members::Value;

/// The lifetime of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// The server stated it.
    Stated(Duration),
    /// The server did not state it. The client assumes 300 s.
    Assumed,
    /// The server stated more than 24 h. The client reduces it to 24 h.
    Capped,
}

impl Lifetime {
    /// Parses the member; `None` if it is absent or null. Fails for anything but a non-negative number of seconds.
    pub(crate) fn parse(member: Option<&Value<'_>>) -> Result<Self, ()> {
        match member {
            None => Ok(Self::Assumed),
            Some(Value::Number((number, _))) => Self::of_number(number),
            Some(Value::String(text)) => Self::of_text(text.trim_ascii()),
            Some(_) => Err(()),
        }
    }

    pub(crate) fn duration(self) -> Duration {
        match self {
            Self::Stated(duration) => duration,
            Self::Assumed => DEFAULT,
            Self::Capped => GREATEST,
        }
    }

    /// Parses a string of decimal digits.
    fn of_text(text: &str) -> Result<Self, ()> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(());
        }
        Self::of_number(text)
    }

    /// Parses a JSON number, rounded down. Works on the digits, so that any length and exponent is valid.
    fn of_number(number: &str) -> Result<Self, ()> {
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        // The significant digits, and how many of them precede the decimal point.
        let mut digits = Vec::new();
        let mut places = 0;
        let mut in_fraction = false;
        for byte in mantissa.bytes() {
            match byte {
                b'-' => {}
                b'.' => in_fraction = true,
                b'0' if digits.is_empty() => places -= i64::from(in_fraction),
                digit => {
                    digits.push(digit - b'0');
                    places += i64::from(!in_fraction);
                }
            }
        }
        if digits.is_empty() {
            return Ok(Self::Stated(Duration::ZERO));
        }
        if mantissa.starts_with('-') {
            return Err(());
        }
        // An exponent that overflows saturates.
        let exponent =
            exponent.parse().unwrap_or(if exponent.starts_with('-') { i64::MIN } else { i64::MAX });
        let places = i64::saturating_add(places, exponent);
        if places > MAX_PLACES {
            return Ok(Self::Capped);
        }
        let mut seconds = 0;
        for place in 0..usize::try_from(places).unwrap_or(0) {
            seconds = seconds * 10 + digits.get(place).copied().map_or(0, u64::from);
        }
        let stated = Duration::from_secs(seconds);
        Ok(if stated > GREATEST { Self::Capped } else { Self::Stated(stated) })
    }
}

const DEFAULT: Duration = Duration::from_secs(300);
const GREATEST: Duration = Duration::from_secs(24 * 3600);
/// Number of digits of `GREATEST` in seconds. Numbers with more digits are capped.
const MAX_PLACES: i64 = 5;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::members::Members;

    #[track_caller]
    fn check(json: &str, expected: Result<Lifetime, ()>) {
        let text = format!("{{\"expires_in\":{json}}}");
        let members = Members::parse(text.as_bytes(), &[]).expect(json);
        assert_eq!(Lifetime::parse(members.member("expires_in")), expected, "{json}");
    }

    #[track_caller]
    fn stated(json: &str, seconds: u64) {
        check(json, Ok(Lifetime::Stated(Duration::from_secs(seconds))));
    }

    #[test]
    fn numbers_and_decimal_strings_are_seconds_rounded_down() {
        stated("0", 0);
        stated("1", 1);
        stated("3600", 3600);
        stated("86400", 86400);
        stated("86400.9", 86400);
        stated("3600.0", 3600);
        stated("3599.9", 3599);
        stated("0.9", 0);
        stated("3.6e3", 3600);
        stated("3.65E+1", 36);
        stated("36e-1", 3);
        stated("360000000000000000000e-17", 3600);
        stated("0.0000036e9", 3600);
        stated("1e-400", 0);
        stated("1e-99999999999999999999", 0);
        stated("0.01e-9223372036854775808", 0);
        stated("0e99999999999999999999", 0);
        stated("-0", 0);
        stated("-0.0", 0);
        stated("\"3600\"", 3600);
        stated("\" 3600 \"", 3600);
        stated("\"0003600\"", 3600);
        stated("\"0\"", 0);
    }

    #[test]
    fn more_than_24_hours_is_capped() {
        let long = "9".repeat(40);
        for json in [
            "86401",
            "99999",
            "100000",
            "315360000",
            "8.6401e4",
            "1e300",
            "1e400",
            "1e99999999999999999999",
            "1e9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            &long,
            "\"99999999999999999999999\"",
        ] {
            check(json, Ok(Lifetime::Capped));
        }
        assert_eq!(Lifetime::Capped.duration(), Duration::from_secs(86400));
    }

    #[test]
    fn a_missing_lifetime_is_300_seconds() {
        check("null", Ok(Lifetime::Assumed));
        assert_eq!(Lifetime::parse(None), Ok(Lifetime::Assumed));
        assert_eq!(Lifetime::Assumed.duration(), Duration::from_secs(300));
    }

    #[test]
    fn other_values_are_rejected() {
        for json in [
            "-1",
            "-0.5",
            "-5",
            "-1e300",
            "-1e-300",
            "true",
            "false",
            "[3600]",
            "{}",
            "\"\"",
            "\" \"",
            "\"1h\"",
            "\"-1\"",
            "\"3600.0\"",
            "\"1e3\"",
            "\"+5\"",
            "\"3 600\"",
        ] {
            check(json, Err(()));
        }
    }
}
