//! Texts that several formats share.

use std::time::Duration;

use time::OffsetDateTime;

use super::{Conclusion, Counts, Report};
use crate::core::requirement::Profile;

/// The conclusion of a run, as a heading.
pub(super) fn heading(report: &Report) -> &'static str {
    match report.conclusion() {
        Conclusion::Conformant if report.counts().known > 0 => "Conformant, but for what is known",
        Conclusion::Conformant => "Conformant",
        Conclusion::Nonconformant => "Nonconformant",
        Conclusion::Undecided => "Undecided",
        Conclusion::Partial => "Partial",
        Conclusion::Empty => "Nothing ran",
    }
}

/// What the heading means, in one sentence.
pub(super) fn meaning(report: &Report) -> String {
    let Counts { pass, warning, fail, known, error, inconclusive, .. } = report.counts();
    match report.conclusion() {
        Conclusion::Conformant if known > 0 => {
            format!("What was judged is kept, but for {} that somebody knows of.", requirements(known))
        }
        Conclusion::Conformant if warning > 0 => {
            format!("Every MUST that was judged is kept; {} less binding should be.", requirements(warning))
        }
        Conclusion::Conformant => format!("All that was judged is kept: {}.", requirements(pass)),
        Conclusion::Nonconformant if fail == 0 => {
            "Expectations name nothing that was judged: take them out, or judge what they name.".into()
        }
        Conclusion::Nonconformant if inconclusive > 0 => {
            format!("The subject breaks {}, and {inconclusive} more could not be judged.", requirements(fail))
        }
        Conclusion::Nonconformant => format!("The subject breaks {}.", requirements(fail)),
        Conclusion::Undecided if error == 0 => {
            let open = requirements(inconclusive);
            format!(
                "Nothing is known to be broken, but something kept {open} from being judged: judge again."
            )
        }
        Conclusion::Undecided => {
            format!("{} could not be judged: the run says nothing about the subject.", requirements(error))
        }
        Conclusion::Partial if report.missing() == 0 => {
            "What was judged is kept, but not all random schedules were played.".into()
        }
        Conclusion::Partial if report.settings.strict => {
            format!("What was judged is kept, but {} did not run.", requirements(report.missing()))
        }
        Conclusion::Partial => {
            format!(
                "What was judged is kept, but {} of level MUST did not run.",
                requirements(report.missing())
            )
        }
        Conclusion::Empty => "No check ran, so nothing is known.".into(),
    }
}

/// The profiles of a run on a deployment, such as `safe, noisy`.
pub(super) fn profiles(allowed: &[Profile]) -> String {
    let profiles = [Profile::Safe].iter().chain(allowed).map(ToString::to_string);
    profiles.collect::<Vec<_>>().join(", ")
}

/// The requests of a run on a deployment, such as `31 of at most 40, 2 of them repeated`.
pub(super) fn requests(budget: usize, sent: usize, repeated: usize) -> String {
    match repeated {
        0 => format!("{sent} of at most {budget}, none of them repeated"),
        _ => format!("{sent} of at most {budget}, {repeated} of them repeated"),
    }
}

/// The date and time in UTC, such as `2030-01-01T12:34:56.789`.
pub(super) fn timestamp(since_1970: Duration) -> String {
    let seconds = i64::try_from(since_1970.as_secs()).unwrap_or_default();
    let time = OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    let (hour, minute, second) = time.to_hms();
    format!("{}T{hour:02}:{minute:02}:{second:02}.{:03}", time.date(), since_1970.subsec_millis())
}

fn requirements(count: usize) -> String {
    if count == 1 { "1 requirement".into() } else { format!("{count} requirements") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tests::samples;

    /// The meaning of a deployment's report that has only judgements with these outcomes.
    #[track_caller]
    fn check(words: &[&str], expected: &str) {
        let mut report = samples::deployment();
        report.judgements.retain(|judgement| words.contains(&judgement.word()));
        assert_eq!(meaning(&report), expected);
    }

    #[test]
    fn a_timestamp_has_milliseconds() {
        #[track_caller]
        fn check(since_1970: Duration, expected: &str) {
            assert_eq!(timestamp(since_1970), expected);
        }
        check(Duration::ZERO, "1970-01-01T00:00:00.000");
        check(Duration::from_micros(1_766_000_000_123_999), "2025-12-17T19:33:20.123");
        check(Duration::MAX, "1970-01-01T00:00:00.999");
    }

    #[test]
    fn the_meaning_says_whether_to_judge_again() {
        let (open, broken) = ("inconclusive", "fail");
        check(
            &["pass", open],
            "Nothing is known to be broken, but something kept 2 requirements from being judged: judge again.",
        );
        check(&[open, broken], "The subject breaks 1 requirement, and 2 more could not be judged.");
        check(&["error", open], "1 requirement could not be judged: the run says nothing about the subject.");
    }
}
