//! `expires_in` in every form, as seen by a caller of `token`.

use crate::fixture::Fixture;
use crate::reply::status;
use crate::summary;

const DAY: u64 = 24 * 3600;

/// The remaining lifetime of a token whose response has these further members.
#[track_caller]
fn check(members: &str, expected: Result<u64, &str>) {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([status(200).body(format!(r#"{{"access_token":"t"{members}}}"#))]);
    let remaining = fixture.token().map(|token| token.remaining);
    assert_eq!(
        remaining.map_err(|error| summary::error(&error)),
        expected.map(|seconds| seconds * 1_000_000_000).map_err(Into::into),
        "{members}"
    );
}

#[track_caller]
fn lasts(value: &str, seconds: u64) {
    check(&format!(r#","expires_in":{value}"#), Ok(seconds));
}

#[track_caller]
fn malformed(value: &str) {
    check(&format!(r#","expires_in":{value}"#), Err("malformed"));
}

/// E4
#[test]
fn a_missing_lifetime_is_five_minutes() {
    check("", Ok(300));
    lasts("null", 300);
}

/// E5
#[test]
fn zero_is_a_valid_lifetime() {
    lasts("0", 0);
    lasts("-0", 0);
}

/// E6
#[test]
fn a_negative_lifetime_is_malformed() {
    malformed("-5");
    malformed("-0.1");
}

/// E7
#[test]
fn a_string_of_decimal_digits_is_a_number() {
    lasts(r#""3600""#, 3600);
    lasts(r#"" 3600 ""#, 3600);
    malformed(r#""3600.0""#);
    malformed(r#""-1""#);
}

/// E8
#[test]
fn fractions_and_exponents_are_rounded_down() {
    lasts("3600.0", 3600);
    lasts("3599.9", 3599);
    lasts("3.6e3", 3600);
    lasts("1e-300", 0);
}

/// E9
#[test]
fn other_json_values_are_malformed() {
    for value in ["true", "false", "[3600]", "[]", "{}", r#""1h""#, r#""""#, "1e", "NaN", "0x10"] {
        malformed(value);
    }
}

/// E10, E11
#[test]
fn more_than_24_hours_is_capped() {
    let ten_years = "315360000";
    for value in [ten_years, "86401", "1e300", "9223372036854775808", "18446744073709551616"] {
        lasts(value, DAY);
    }
    lasts(&format!("\"{}\"", "9".repeat(40)), DAY);
    lasts("86400", DAY);
}

/// E12
#[test]
fn a_duplicate_member_is_malformed() {
    check(r#","expires_in":3600,"expires_in":60"#, Err("malformed"));
    check(r#","expires_in":3600,"expires_in":3600"#, Err("malformed"));
    check(r#","access_token":"u""#, Err("malformed"));
    check(r#","token_type":"bearer","token_type":"dpop""#, Err("malformed"));
    check(r#","other":1,"other":2"#, Ok(300));
}

/// E1, E2, E3
#[test]
fn a_lifetime_of_30_seconds_or_less_is_never_fresh_and_serves_its_own_call() {
    for (lifetime, requests) in [(0, 2), (1, 2), (20, 2), (30, 2), (31, 1), (40, 1), (60, 1)] {
        let fixture = Fixture::new();
        fixture.io.token_endpoint([crate::reply::token("a", lifetime), crate::reply::token("b", lifetime)]);
        fixture.io.resource([status(200), status(200)]);
        assert_eq!([fixture.call(), fixture.call()], ["200 at attempt 1", "200 at attempt 1"]);
        let asked = fixture.requests().iter().filter(|word| *word == "fetch").count();
        assert_eq!(asked, requests, "{lifetime} s");
    }
}

/// E16
#[test]
fn the_claims_of_a_jwt_are_ignored() {
    // {"alg":"none"}.{"exp":1}
    let jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjF9.";
    let fixture = Fixture::new();
    fixture.io.token_endpoint([crate::reply::token(jwt, 3600)]);
    assert_eq!(fixture.token().expect("a token").remaining, 3_600_000_000_000);
}
