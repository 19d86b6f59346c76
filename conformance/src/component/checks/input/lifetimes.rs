//! Lifetimes, in every way that servers are known to write them.

use crate::component::checks::{Check, NANOSECOND, check, seconds};
use crate::component::endpoint::Wording;
use crate::component::endpoint::reply::status;
use crate::component::harness::Harness;
use crate::core::verdict::Verdict;

pub(in crate::component::checks) const CHECKS: &[Check] = &[
    check("input.lifetime-bounded", |w| {
        let mut expected = Vec::new();
        for (wording, number) in ODD.iter().zip((1..).step_by(2)) {
            w.mock().wording = *wording;
            w.open();
            w.get();
            w.travel(TEN_YEARS);
            w.get();
            // Whether such a token is used or refused is open.
            expected.extend([number, number + 1].map(|number| format!("fetch token#{number}, *")));
        }
        w.saw(expected)?;
        w.survived()
    }),
    check("input.lifetime-missing", |w| {
        lives(
            w,
            300,
            &[|token, _| format!(r#"{{"access_token":"{token}"}}"#), |token, _| with(token, "null")],
        )
    }),
    check("input.lifetime-text", |w| {
        lives(w, 3600, &[|token, _| with(token, r#""3600""#), |token, _| with(token, r#"" 3600 ""#)])
    }),
    check("input.lifetime-fraction", |w| {
        let wordings: &[Wording] = &[
            |token, _| with(token, "3600.0"),
            |token, _| with(token, "3600.9"),
            |token, _| with(token, "3600.999999999999999999"),
            |token, _| with(token, "3.6e3"),
            |token, _| with(token, "36000E-1"),
        ];
        lives(w, 3600, wordings)
    }),
    check("input.lifetime-huge", |w| {
        let wordings: &[Wording] = &[
            |token, _| with(token, "86401"),
            |token, _| with(token, "1e300"),
            |token, _| with(token, "4294967297"),
            |token, _| with(token, "18446744073709551616"),
        ];
        lives(w, 24 * 3600, wordings)
    }),
    check("input.lifetime-malformed", |w| {
        for lifetime in MALFORMED {
            w.mock().token_endpoint.next([status(200).body(with("never-issued", lifetime))]);
            w.open();
            w.get();
        }
        w.saw(vec!["fetch nothing (200), fail: *"; MALFORMED.len()])
    }),
];

/// Passes if tokens that are worded so live this many seconds.
fn lives(w: &mut Harness, lifetime: u64, wordings: &[Wording]) -> Verdict {
    let mut expected = Vec::new();
    for (wording, number) in wordings.iter().zip((1..).step_by(2)) {
        w.mock().wording = *wording;
        w.open();
        w.get();
        w.travel(seconds(lifetime - 30) - NANOSECOND);
        w.get();
        w.travel(NANOSECOND);
        w.get();
        expected.extend([
            format!("fetch token#{number}, send token#{number} (200), deliver 200"),
            format!("send token#{number} (200), deliver 200"),
            format!("fetch token#{0}, send token#{0} (200), deliver 200", number + 1),
        ]);
    }
    w.saw(expected)
}

/// A token response with this text for a lifetime.
fn with(token: &str, lifetime: &str) -> String {
    format!(r#"{{"access_token":"{token}","token_type":"Bearer","expires_in":{lifetime}}}"#)
}

const TEN_YEARS: std::time::Duration = seconds(10 * 365 * 86_400);
const ODD: &[Wording] = &[
    |token, _| format!(r#"{{"access_token":"{token}","token_type":"Bearer"}}"#),
    |token, _| with(token, "null"),
    |token, _| with(token, "0"),
    |token, _| with(token, "-1"),
    |token, _| with(token, "-0.5"),
    |token, _| with(token, "4294967295"),
    |token, _| with(token, "9223372036854775807"),
    |token, _| with(token, "18446744073709551616"),
    |token, _| with(token, "1e308"),
    |token, _| with(token, "1e999999999999999999999"),
    |token, _| with(token, "-1e999999999999999999999"),
    |token, _| with(token, &"9".repeat(1000)),
    |token, _| with(token, "true"),
    |token, _| with(token, "[3600]"),
    |token, _| with(token, r#""""#),
    |token, _| with(token, r#""an hour""#),
    |token, _| with(token, r#""99999999999999999999""#),
];
const MALFORMED: &[&str] =
    &["-5", "-0.5", "true", "[3600]", "{}", r#""an hour""#, r#""""#, r#""-5""#, r#""+5""#, r#""3600s""#];
