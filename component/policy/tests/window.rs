//! The boundaries of the window, of expiry and of the time for a renewal, to the nanosecond.

use std::time::Duration;

use scaikey_policy::{Cache, FetchReason, Instant, RetryDecision, State, Step};

const SECOND: u64 = 1_000_000_000;
const EPOCH: i128 = 1_700_000_000 * SECOND as i128;

fn at(monotonic: u64, wall: i128) -> Instant {
    Instant::new(monotonic, EPOCH + wall)
}

/// A cache whose token was requested when both clocks were at their origin.
fn holding(lifetime: u64) -> Cache<&'static str, ()> {
    let mut cache = Cache::new();
    let Step::Fetch(fetch) = cache.begin(at(0, 0)) else { panic!("an empty cache fetches") };
    let attempt = fetch.granted(&mut cache, "token", at(0, 0), Duration::from_secs(lifetime));
    assert!(matches!(attempt.answered(&mut cache, 200, at(0, 0)), RetryDecision::Deliver));
    cache
}

#[track_caller]
fn check(lifetime: u64, now: Instant, expected: State) {
    let mut cache = holding(lifetime);
    assert_eq!(cache.status(now).state, expected);
    match (expected, cache.begin(now)) {
        (State::Fresh, Step::Send(attempt)) => assert_eq!(*attempt.issued().token(), "token"),
        (State::Stale | State::Expired, Step::Fetch(fetch)) => {
            assert_eq!(fetch.reason(), FetchReason::Window)
        }
        (_, _) => panic!("a {expected:?} token took the wrong step"),
    }
}

#[test]
fn a_token_is_fresh_until_exactly_thirty_seconds_before_its_expiry() {
    let boundary = 3570 * SECOND;
    check(3600, at(0, 0), State::Fresh);
    check(3600, at(boundary - 1, 0), State::Fresh);
    check(3600, at(boundary, 0), State::Stale);
    check(3600, at(boundary + 1, 0), State::Stale);
}

#[test]
fn a_token_expires_exactly_at_its_lifetime() {
    let expiry = 3600 * SECOND;
    check(3600, at(expiry - 1, 0), State::Stale);
    check(3600, at(expiry, 0), State::Expired);
    check(3600, at(expiry + 1, 0), State::Expired);
    check(3600, at(u64::MAX, 0), State::Expired);
}

#[test]
fn the_window_holds_for_every_lifetime() {
    check(0, at(0, 0), State::Expired);
    check(1, at(0, 0), State::Stale);
    check(30, at(0, 0), State::Stale);
    check(31, at(0, 0), State::Fresh);
    check(31, at(SECOND - 1, 0), State::Fresh);
    check(31, at(SECOND, 0), State::Stale);
    check(u64::MAX, at(u64::MAX, 0), State::Fresh);
}

#[test]
fn age_is_the_larger_of_both_clocks_and_a_step_back_is_zero() {
    let boundary = i128::from(3570 * SECOND);
    check(3600, at(0, boundary - 1), State::Fresh);
    check(3600, at(0, boundary), State::Stale);
    check(3600, at(3570 * SECOND, -boundary), State::Stale);
    check(3600, at(3570 * SECOND - 1, -boundary), State::Fresh);
    check(3600, at(5, -boundary), State::Fresh);
    check(3600, at(5, -EPOCH - 1), State::Fresh);
    check(3600, Instant::new(0, i128::MAX), State::Expired);
    check(3600, Instant::new(0, i128::MIN), State::Fresh);
}

#[track_caller]
fn check_time_limit(remaining: u64, expected: Option<u64>) {
    let mut cache = holding(3600);
    let now = at(3600 * SECOND - remaining, 0);
    let Step::Fetch(fetch) = cache.begin(now) else { panic!("a stale token is renewed") };
    assert_eq!(fetch.time_limit(), expected.map(Duration::from_nanos));
}

#[test]
fn a_renewal_may_take_the_remaining_lifetime_less_a_reserve_for_sending() {
    check_time_limit(30 * SECOND, Some(29 * SECOND));
    check_time_limit(2 * SECOND, Some(SECOND));
    check_time_limit(SECOND, Some(SECOND / 2));
    check_time_limit(1, Some(1));
    check_time_limit(0, None);
}

#[test]
fn a_reading_returns_the_wall_clock() {
    for wall in [i128::MIN, -1, 0, EPOCH] {
        assert_eq!(Instant::new(7, wall).wall(), wall);
    }
}
