//! The status after each kind of event.

use scaikey_guest::types::{Counters, FailureKind, FetchReason, Fetches, State};

use crate::fixture::Fixture;
use crate::reply::{connection_refused, no_response, oauth_error, status, token};

const SECOND: u64 = 1_000_000_000;

/// The counters other than zero, as text.
fn counted(counters: Counters) -> String {
    let Counters { hits, fetched, failed, stale_sent, gated, .. } = counters;
    let reasons = |name: &str, Fetches { cold, window, refused, asked }| {
        [("cold", cold), ("window", window), ("refused", refused), ("asked", asked)]
            .map(|(reason, count)| (format!("{name} {reason}"), count))
    };
    let mut all = vec![("hits".into(), hits)];
    all.extend(reasons("fetched", fetched));
    all.extend(reasons("failed", failed));
    all.push(("stale sent".into(), stale_sent));
    all.push(("retries accepted".into(), counters.retries_accepted));
    all.push(("retries refused".into(), counters.retries_refused));
    all.push(("retries failed".into(), counters.retries_failed));
    all.push(("gated".into(), gated));
    all.push(("assumed".into(), counters.assumed_lifetimes));
    all.push(("capped".into(), counters.capped_lifetimes));
    let counted: Vec<String> = all
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    counted.join(", ")
}

#[track_caller]
fn check(fixture: &Fixture, expected: &str) {
    assert_eq!(counted(fixture.client.status().counters), expected);
}

#[test]
fn a_new_client_has_no_token_and_no_events() {
    let status = Fixture::new().client.status();
    assert!(matches!(status.state, State::Empty));
    assert_eq!((status.generation, status.age, status.remaining, status.gate), (None, None, None, None));
    assert!(status.last_fetch.is_none() && status.last_failure.is_none());
    assert_eq!(counted(status.counters), "");
}

#[test]
fn a_token_ages_through_fresh_stale_and_expired() {
    let fixture = Fixture::with_cached_token();
    for (passes, state, age, remaining) in [
        (0, State::Fresh, 0, 3600),
        (3570, State::Stale, 3570, 30),
        (30, State::Expired, 3600, 0),
        (5, State::Expired, 3605, 0),
    ] {
        fixture.advance(passes);
        let status = fixture.client.status();
        assert_eq!((status.state, status.generation), (state, Some(1)));
        assert_eq!((status.age, status.remaining), (Some(age * SECOND), Some(remaining * SECOND)));
    }
}

#[test]
fn each_token_request_has_its_reason() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint(["a", "b", "c", "d"].map(|value| token(value, 3600)));
    fixture.io.resource([status(401), status(200)]);
    let last = || fixture.client.status().last_fetch;
    fixture.token().expect("a token");
    assert_eq!(last(), Some(FetchReason::Cold));
    fixture.advance(3570);
    fixture.token().expect("a token");
    assert_eq!(last(), Some(FetchReason::Window));
    fixture.client.discard(2);
    fixture.token().expect("a token");
    assert_eq!(last(), Some(FetchReason::Asked));
    fixture.call();
    assert_eq!(last(), Some(FetchReason::Refused));
    check(
        &fixture,
        "hits 1, fetched cold 1, fetched window 1, fetched refused 1, fetched asked 1, retries accepted 1",
    );
}

#[test]
fn failures_are_counted_by_reason_and_a_success_clears_the_last_one() {
    let fixture = Fixture::new();
    let last = || fixture.client.status().last_failure;
    for (reply, kind) in [
        (connection_refused(), FailureKind::Transport),
        (no_response(), FailureKind::Timeout),
        (status(200).body(vec![b' '; 65_537]), FailureKind::TooLarge),
        (status(200), FailureKind::MalformedTokenResponse),
    ] {
        fixture.io.token_endpoint([reply]);
        fixture.token().expect_err("no token");
        assert_eq!(last(), Some(kind));
    }
    fixture.io.token_endpoint([token("t", 3600)]);
    fixture.token().expect("a token");
    assert_eq!(last(), None);
    fixture.advance(3590);
    fixture.io.token_endpoint([oauth_error(400, "invalid_scope")]);
    fixture.token().expect("the old token");
    assert_eq!(last(), Some(FailureKind::Oauth));
    check(&fixture, "fetched cold 1, failed cold 4, failed window 1, stale sent 1");
}

#[test]
fn retries_are_counted_by_outcome_and_gated_calls_too() {
    let fixture = Fixture::with_cached_token();
    fixture.io.token_endpoint((0..3).map(|_| token("t", 3600)));
    fixture.io.token_endpoint([status(503).with("retry-after", "9")]);
    for second in [status(404), status(401), connection_refused()] {
        fixture.io.resource([status(401), second]);
        fixture.call();
    }
    fixture.io.resource([status(401)]);
    fixture.call();
    fixture.advance(2);
    fixture.call();
    assert_eq!(fixture.client.status().gate, Some(7 * SECOND));
    check(
        &fixture,
        "hits 4, fetched cold 1, fetched refused 3, failed refused 1, retries accepted 1, retries refused 1, \
         retries failed 1, gated 1",
    );
}

/// E4, E11
#[test]
fn assumed_and_capped_lifetimes_are_counted() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([status(200).body(r#"{"access_token":"a"}"#), token("b", 86_401)]);
    fixture.token().expect("a token");
    fixture.advance(300);
    fixture.token().expect("a token");
    check(&fixture, "fetched cold 1, fetched window 1, assumed 1, capped 1");
}
