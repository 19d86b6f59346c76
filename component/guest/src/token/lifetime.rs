//! `expires_in`, in every shape that servers are known to send.

use std::time::Duration;

/// How long a token lives, and how much of that we were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lifetime {
    /// As the server said.
    Told(Duration),
    /// The server did not say.
    Assumed,
    /// The server said more than we believe.
    Capped,
}

impl Lifetime {
    /// Reads the JSON text of the member; `None` when it is absent or null. An error is no lifetime at all.
    pub(crate) fn parse(json: Option<&str>) -> Result<Self, ()> {
        let Some(json) = json else { return Ok(Self::Assumed) };
        let seconds = match json.strip_prefix('"') {
            Some(text) => decimal(text.strip_suffix('"').ok_or(())?.trim())?,
            None => json.parse::<f64>().map_err(|_| ())?,
        };
        match seconds {
            _ if seconds < 0.0 || seconds.is_nan() => Err(()),
            _ if seconds > GREATEST.as_secs_f64() => Ok(Self::Capped),
            _ => Ok(Self::Told(Duration::from_secs(seconds as u64))),
        }
    }

    pub(crate) fn duration(self) -> Duration {
        match self {
            Self::Told(duration) => duration,
            Self::Assumed => DEFAULT,
            Self::Capped => GREATEST,
        }
    }
}

fn decimal(text: &str) -> Result<f64, ()> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(());
    }
    text.parse().map_err(|_| ())
}

const DEFAULT: Duration = Duration::from_secs(300);
const GREATEST: Duration = Duration::from_secs(24 * 3600);

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn told(json: &str, seconds: u64) {
        assert_eq!(Lifetime::parse(Some(json)), Ok(Lifetime::Told(Duration::from_secs(seconds))), "{json}");
    }

    #[test]
    fn numbers_and_decimal_strings_are_floored_seconds() {
        told("0", 0);
        told("1", 1);
        told("3600", 3600);
        told("86400", 86400);
        told("3600.0", 3600);
        told("3599.9", 3599);
        told("3.6e3", 3600);
        told("-0", 0);
        told("\"3600\"", 3600);
        told("\" 3600 \"", 3600);
        told("\"0\"", 0);
    }

    #[test]
    fn more_than_a_day_is_cut_to_a_day() {
        let long = "9".repeat(40);
        for json in
            ["86401", "315360000", "1e300", "1e400", "9223372036854775808", "18446744073709551616", &long]
        {
            assert_eq!(Lifetime::parse(Some(json)), Ok(Lifetime::Capped), "{json}");
        }
        assert_eq!(Lifetime::parse(Some("\"99999999999999999999999\"")), Ok(Lifetime::Capped));
        assert_eq!(Lifetime::Capped.duration(), Duration::from_secs(86400));
    }

    #[test]
    fn nothing_said_is_five_minutes() {
        assert_eq!(Lifetime::parse(None), Ok(Lifetime::Assumed));
        assert_eq!(Lifetime::Assumed.duration(), Duration::from_secs(300));
    }

    #[test]
    fn anything_else_is_no_lifetime() {
        for json in [
            "-1",
            "-5",
            "-1e300",
            "true",
            "false",
            "[3600]",
            "{}",
            "\"\"",
            "\"1h\"",
            "\"-1\"",
            "\"3600.0\"",
            "\"1e3\"",
            "\"+5\"",
            "\"\\u0033\"",
        ] {
            assert_eq!(Lifetime::parse(Some(json)), Err(()), "{json}");
        }
    }
}
