//! Retry, fencing, shared token requests, the old token and the gate, for single calls and a few overlapping ones.

use std::time::Duration;

use scaikey_policy::{
    Attempt, Cache, Fetch, FetchReason, Generation, Instant, RetryDecision, State, Step, StopReason, Wait,
};

const SECOND: u64 = 1_000_000_000;
const HOUR: Duration = Duration::from_secs(3600);

fn at(seconds: u64) -> Instant {
    Instant::new(seconds * SECOND, 0)
}

#[track_caller]
fn fetch<T, F>(step: Step<T, F>) -> Fetch {
    let Step::Fetch(fetch) = step else { panic!("expected a token request") };
    fetch
}

#[track_caller]
fn send<T, F>(step: Step<T, F>) -> Attempt<T> {
    let Step::Send(attempt) = step else { panic!("expected an attempt") };
    attempt
}

#[track_caller]
fn wait<T, F>(step: Step<T, F>) -> Wait {
    let Step::Wait(wait) = step else { panic!("expected to wait") };
    wait
}

#[track_caller]
fn stop<T, F>(step: Step<T, F>) -> StopReason<F> {
    let Step::Stop(stop) = step else { panic!("expected a stop") };
    stop
}

#[track_caller]
fn retry<T, F>(answer: RetryDecision<T, F>) -> Step<T, F> {
    let RetryDecision::Retry(step) = answer else { panic!("expected a retry") };
    step
}

#[track_caller]
fn delivered<T, F>(answer: RetryDecision<T, F>) {
    assert!(matches!(answer, RetryDecision::Deliver), "expected the response to be delivered");
}

/// A cache that holds generation 1, requested at time 0.
fn holding(token: &'static str) -> Cache<&'static str, &'static str> {
    let mut cache = Cache::new();
    let _ = fetch(cache.begin(at(0))).granted(&mut cache, token, at(0), HOUR);
    cache
}

fn generation(cache: &Cache<&'static str, &'static str>) -> Option<u64> {
    cache.status(at(0)).generation.map(Generation::number)
}

#[test]
fn a_401_discards_the_token_and_allows_one_second_attempt_whose_answer_is_delivered() {
    for second in [200, 401, 403, 500] {
        let mut cache = holding("old");
        let first = send(cache.begin(at(1)));
        let forced = fetch(retry(first.answered(&mut cache, 401, at(1))));
        assert_eq!((forced.reason(), forced.time_limit()), (FetchReason::Refused, None));
        let attempt = forced.granted(&mut cache, "new", at(1), HOUR);
        assert_eq!((attempt.number(), *attempt.issued().token()), (2, "new"));
        delivered(attempt.answered(&mut cache, second, at(1)));
        assert_eq!(generation(&cache), Some(2), "the second token stays cached after {second}");
    }
}

#[test]
fn only_a_401_is_retried() {
    for status in (100..600).filter(|status| *status != 401) {
        let mut cache = holding("token");
        delivered(send(cache.begin(at(1))).answered(&mut cache, status, at(1)));
        assert_eq!(generation(&cache), Some(1));
    }
}

#[test]
fn a_missing_response_keeps_the_token() {
    let mut cache = holding("token");
    send(cache.begin(at(1))).unanswered(&mut cache);
    assert_eq!(generation(&cache), Some(1));
}

#[test]
fn a_late_refusal_keeps_the_newer_token_and_retries_with_it() {
    let mut cache = holding("old");
    let slow = send(cache.begin(at(1)));
    let quick = send(cache.begin(at(1)));
    let _ = fetch(retry(quick.answered(&mut cache, 401, at(1)))).granted(&mut cache, "new", at(1), HOUR);
    let second = send(retry(slow.answered(&mut cache, 401, at(2))));
    assert_eq!(*second.issued().token(), "new");
}

#[test]
fn a_late_refusal_of_a_token_that_was_renewed_keeps_the_newer_one() {
    let mut cache = holding("old");
    let slow = send(cache.begin(at(1)));
    let _ = fetch(cache.begin(at(3580))).granted(&mut cache, "new", at(3580), HOUR);
    let second = send(retry(slow.answered(&mut cache, 401, at(3581))));
    assert_eq!((*second.issued().token(), generation(&cache)), ("new", Some(2)));
}

#[test]
fn a_late_401_of_an_invalid_token_does_not_fence_the_fetch_in_flight() {
    let mut cache = holding("first");
    let (slow, quick) = (send(cache.begin(at(1))), send(cache.begin(at(1))));
    let _ = fetch(retry(quick.answered(&mut cache, 401, at(1)))).granted(&mut cache, "2nd", at(1), HOUR);
    cache.discard(Generation::new(2));
    let in_flight = fetch(cache.begin(at(2)));
    let _ = wait(retry(slow.answered(&mut cache, 401, at(2))));
    let _ = in_flight.granted(&mut cache, "3rd", at(2), HOUR);
    assert_eq!(generation(&cache), Some(3));
}

#[test]
fn many_401s_for_one_token_cause_one_token_request() {
    let mut cache = holding("old");
    let burst: Vec<_> = (0..3).map(|_| send(cache.begin(at(1)))).collect();
    let mut steps: Vec<_> =
        burst.into_iter().map(|attempt| retry(attempt.answered(&mut cache, 401, at(1)))).collect();
    let waiting: Vec<_> = steps.drain(1..).map(wait).collect();
    let forced = fetch(steps.remove(0));
    let _ = forced.granted(&mut cache, "new", at(1), HOUR);
    for call in waiting {
        assert_eq!(*send(call.resume(&mut cache, at(1))).issued().token(), "new");
    }
}

#[test]
fn waiting_calls_share_the_failure_and_the_token_even_if_it_expired_meanwhile() {
    let mut cache = Cache::<&str, &str>::new();
    let first = fetch(cache.begin(at(0)));
    let second = wait(wait(cache.begin(at(0))).resume(&mut cache, at(0)));
    let _ = first.granted(&mut cache, "expired on arrival", at(0), Duration::ZERO);
    assert_eq!(*send(second.resume(&mut cache, at(5))).issued().token(), "expired on arrival");

    let first = fetch(cache.begin(at(6)));
    let second = wait(cache.begin(at(6)));
    assert_eq!(stop(first.failed(&mut cache, "why", None, at(6))), StopReason::FetchFailed("why"));
    assert_eq!(stop(second.resume(&mut cache, at(6))), StopReason::FetchFailed("why"));
}

#[test]
fn in_the_window_one_call_renews_and_the_others_send_the_old_token_at_once() {
    let mut cache = holding("old");
    let _renewal = fetch(cache.begin(at(3580)));
    assert_eq!(*send(cache.begin(at(3580))).issued().token(), "old");
    let _waits = wait(cache.begin(at(3600)));
}

#[test]
fn a_token_fetched_while_a_401_arrived_serves_only_the_call_that_fetched_it() {
    let mut cache = holding("old");
    let sent = send(cache.begin(at(1)));
    let renewal = fetch(cache.begin(at(3580)));
    let refused = wait(retry(sent.answered(&mut cache, 401, at(3581))));
    let attempt = renewal.granted(&mut cache, "fetched too early", at(3580), HOUR);
    assert_eq!(*attempt.issued().token(), "fetched too early");
    assert_eq!(generation(&cache), None);
    let forced = fetch(refused.resume(&mut cache, at(3582)));
    let second = forced.granted(&mut cache, "new", at(3582), HOUR);
    assert_eq!(second.issued().generation(), Generation::new(3));
    assert_eq!(generation(&cache), Some(3));
}

#[test]
fn a_refused_call_ignores_the_failure_of_a_fetch_that_began_before_its_401() {
    let mut cache = holding("old");
    let sent = send(cache.begin(at(1)));
    let renewal = fetch(cache.begin(at(3580)));
    let refused = wait(retry(sent.answered(&mut cache, 401, at(3581))));
    let _ = stop(renewal.failed(&mut cache, "why", None, at(3582)));
    let _forced = fetch(refused.resume(&mut cache, at(3582)));
}

#[test]
fn an_abandoned_fetch_is_not_a_failure() {
    let mut cache = Cache::<&str, &str>::new();
    for _ in 0..9 {
        let first = fetch(cache.begin(at(0)));
        let second = wait(cache.begin(at(0)));
        first.abandoned(&mut cache);
        fetch(second.resume(&mut cache, at(0))).abandoned(&mut cache);
    }
    assert_eq!(cache.status(at(0)).counters.failed.cold, 0);
}

#[test]
fn a_failed_renewal_sends_the_old_token_until_it_expires() {
    let mut cache = holding("old");
    let attempt = send(fetch(cache.begin(at(3580))).failed(&mut cache, "why", None, at(3599)));
    assert_eq!(*attempt.issued().token(), "old");
    assert_eq!(
        stop(fetch(cache.begin(at(3599))).failed(&mut cache, "why", None, at(3600))),
        StopReason::FetchFailed("why")
    );
}

#[test]
fn after_a_failed_renewal_and_a_refusal_one_more_token_request_is_allowed() {
    let mut cache = holding("old");
    let attempt = send(fetch(cache.begin(at(3580))).failed(&mut cache, "why", None, at(3581)));
    let _forced = fetch(retry(attempt.answered(&mut cache, 401, at(3582))));
}

#[test]
fn the_fifth_failure_closes_the_gate_and_a_success_resets_it() {
    let mut cache: Cache<&str, &str> = Cache::new();
    for _ in 0..5 {
        assert_eq!(
            stop(fetch(cache.begin(at(0))).failed(&mut cache, "why", None, at(0))),
            StopReason::FetchFailed("why")
        );
    }
    assert_eq!(
        stop(cache.begin(at(0))),
        StopReason::Gated { remaining: Duration::from_secs(1), cause: "why" }
    );
    let _ = fetch(cache.begin(at(1))).granted(&mut cache, "token", at(1), Duration::ZERO);
    assert_eq!(
        stop(fetch(cache.begin(at(1))).failed(&mut cache, "why", None, at(1))),
        StopReason::FetchFailed("why")
    );
    let _ = fetch(cache.begin(at(1)));
}

#[test]
fn a_closed_gate_allows_an_unexpired_token_but_stops_a_retry() {
    let mut cache = holding("old");
    let minute = Some(Duration::from_secs(60));
    let _ = send(fetch(cache.begin(at(3580))).failed(&mut cache, "why", minute, at(3580)));
    let attempt = send(cache.begin(at(3590)));
    assert_eq!(*attempt.issued().token(), "old");
    let stopped = stop(retry(attempt.answered(&mut cache, 401, at(3590))));
    assert_eq!(stopped, StopReason::Gated { remaining: Duration::from_secs(50), cause: "why" });
}

#[test]
fn discard_removes_its_generation_and_lower_ones_and_ignores_unknown_ones() {
    #[track_caller]
    fn check(discarded: u64, left: Option<u64>) {
        let mut cache = holding("first");
        let refused = send(cache.begin(at(1)));
        let _ =
            fetch(retry(refused.answered(&mut cache, 401, at(1)))).granted(&mut cache, "2nd", at(1), HOUR);
        cache.discard(Generation::new(discarded));
        assert_eq!(generation(&cache), left);
        if left.is_none() {
            assert_eq!(fetch(cache.begin(at(1))).reason(), FetchReason::Asked);
        }
    }
    check(0, Some(2));
    check(1, Some(2));
    check(2, None);
    check(3, Some(2));
    check(u64::MAX, Some(2));
}

#[test]
fn the_status_counts_events() {
    let mut cache = holding("old");
    delivered(send(cache.begin(at(1))).answered(&mut cache, 200, at(1)));
    let step = retry(send(cache.begin(at(1))).answered(&mut cache, 401, at(1)));
    delivered(fetch(step).granted(&mut cache, "new", at(1), HOUR).answered(&mut cache, 401, at(1)));
    let status = cache.status(at(2));
    assert_eq!((status.state, status.last_fetch), (State::Fresh, Some(FetchReason::Refused)));
    assert_eq!((status.age, status.gate), (Some(Duration::from_secs(1)), None));
    let counters = status.counters;
    assert_eq!((counters.hits, counters.fetched.cold, counters.fetched.refused), (2, 1, 1));
    assert_eq!((counters.retries_refused, counters.retries_accepted), (1, 0));
}
