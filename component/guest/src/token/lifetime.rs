//! `expires_in`, in every shape that servers are known to send.

use alloc::vec::Vec;
use core::time::Duration;

use super::members::Value;

/// How long a token lives, and how much of that we were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// As the server said.
    Stated(Duration),
    /// The server did not say.
    Assumed,
    /// The server said more than we believe.
    Capped,
}

impl Lifetime {
    /// Reads the member; `None` when it is absent or null. An error is no lifetime at all.
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

    /// A string counts if it is nothing but decimal digits.
    fn of_text(text: &str) -> Result<Self, ()> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(());
        }
        Self::of_number(text)
    }

    /// The text of a JSON number, rounded down. Taken digit by digit: any length and any exponent has its answer.
    fn of_number(number: &str) -> Result<Self, ()> {
        let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
        // The digits from the first that is not 0, and how many of them stand before the decimal point.
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
        // An exponent that overflows is as good as a huge one.
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
        let told = Duration::from_secs(seconds);
        Ok(if told > GREATEST { Self::Capped } else { Self::Stated(told) })
    }
}

const DEFAULT: Duration = Duration::from_secs(300);
const GREATEST: Duration = Duration::from_secs(24 * 3600);
/// More digits than `GREATEST` has in seconds.
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
    fn told(json: &str, seconds: u64) {
        check(json, Ok(Lifetime::Stated(Duration::from_secs(seconds))));
    }

    #[test]
    fn numbers_and_decimal_strings_are_floored_seconds() {
        told("0", 0);
        told("1", 1);
        told("3600", 3600);
        told("86400", 86400);
        told("86400.9", 86400);
        told("3600.0", 3600);
        told("3599.9", 3599);
        told("0.9", 0);
        told("3.6e3", 3600);
        told("3.65E+1", 36);
        told("36e-1", 3);
        told("360000000000000000000e-17", 3600);
        told("0.0000036e9", 3600);
        told("1e-400", 0);
        told("1e-99999999999999999999", 0);
        told("0.01e-9223372036854775808", 0);
        told("0e99999999999999999999", 0);
        told("-0", 0);
        told("-0.0", 0);
        told("\"3600\"", 3600);
        told("\" 3600 \"", 3600);
        told("\"0003600\"", 3600);
        told("\"0\"", 0);
    }

    #[test]
    fn more_than_a_day_is_cut_to_a_day() {
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
    fn nothing_said_is_five_minutes() {
        check("null", Ok(Lifetime::Assumed));
        assert_eq!(Lifetime::parse(None), Ok(Lifetime::Assumed));
        assert_eq!(Lifetime::Assumed.duration(), Duration::from_secs(300));
    }

    #[test]
    fn anything_else_is_no_lifetime() {
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
