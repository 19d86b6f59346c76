//! Overlapping calls of one client share tokens, failures and 401s.

use crate::concurrent_calls::ConcurrentCalls;
use crate::reply::{connection_refused, status, token};

const ACCEPTED: &str = "200 at attempt 1";
const RETRIED: &str = "200 at attempt 2";

/// A client that has just fetched `old` with a lifetime of one hour, and this many calls that are sending it.
fn sending_old(count: usize) -> ConcurrentCalls {
    let mut calls = ConcurrentCalls::new();
    calls.begin(1);
    calls.finish("fetch", token("old", 3600));
    calls.finish("send old", status(200));
    assert_eq!(calls.outcomes(), [ACCEPTED]);
    calls.begin(count);
    assert_eq!(calls.pending(), vec!["send old"; count]);
    calls
}

/// E22
#[test]
fn a_thousand_cold_calls_cause_one_token_request() {
    let mut calls = ConcurrentCalls::new();
    calls.begin(1000);
    assert_eq!(calls.pending(), ["fetch"]);
    calls.finish("fetch", token("t", 3600));
    assert_eq!(calls.pending(), ["send t"; 1000]);
    calls.finish_all("send t", &status(200));
    assert_eq!(calls.outcomes(), [ACCEPTED; 1000]);
}

/// E22
#[test]
fn waiting_calls_share_a_failure_and_a_token_expired_on_arrival() {
    let mut calls = ConcurrentCalls::new();
    calls.begin(5);
    calls.finish("fetch", connection_refused());
    assert_eq!(calls.outcomes(), ["transport at the token endpoint"; 5]);
    assert_eq!(calls.client.status().counters.failed.cold, 1);

    let mut calls = ConcurrentCalls::new();
    calls.begin(5);
    calls.advance(1);
    calls.finish("fetch", token("expired", 1));
    assert_eq!(calls.pending(), ["send expired"; 5]);
}

/// E23
#[test]
fn in_the_window_one_call_renews_and_the_rest_send_the_old_token_at_once() {
    let mut calls = sending_old(0);
    calls.advance(3570);
    calls.begin(4);
    assert_eq!(calls.pending(), ["fetch", "send old", "send old", "send old"]);
    calls.finish("fetch", token("new", 3600));
    assert_eq!(calls.pending(), ["send old", "send old", "send old", "send new"]);
}

/// E26
#[test]
fn many_401s_for_one_token_cause_one_token_request() {
    let mut calls = sending_old(100);
    calls.finish_all("send old", &status(401));
    assert_eq!(calls.pending(), ["fetch"]);
    calls.finish("fetch", token("new", 3600));
    assert_eq!(calls.pending(), ["send new"; 100]);
    calls.finish_all("send new", &status(200));
    assert_eq!(calls.outcomes()[1..], [RETRIED; 100]);
}

/// E27
#[test]
fn a_late_401_keeps_the_newer_token_and_retries_with_it() {
    let mut calls = sending_old(2);
    calls.finish("send old", status(401));
    calls.finish("fetch", token("new", 3600));
    calls.finish("send new", status(200));
    calls.finish("send old", status(401));
    assert_eq!(calls.pending(), ["send new"]);
    calls.finish("send new", status(200));
    assert_eq!(calls.outcomes()[1..], [RETRIED; 2]);
}

/// E28, E29
#[test]
fn a_renewal_that_began_before_a_401_serves_only_its_own_call() {
    let mut calls = sending_old(1);
    calls.advance(3570);
    calls.begin(1);
    calls.finish("send old", status(401));
    assert_eq!(calls.pending(), ["fetch"], "the refused call waits");
    calls.finish("fetch", token("early", 3600));
    assert_eq!(calls.pending(), ["send early", "fetch"], "the refused call fetches");
    calls.finish("fetch", token("new", 3600));
    calls.finish("send new", status(200));
    calls.finish("send early", status(200));
    calls.begin(1);
    assert_eq!(calls.pending(), ["send new"]);
}

/// E25
#[test]
fn a_call_dropped_while_it_waits_does_not_affect_the_others() {
    let mut calls = ConcurrentCalls::new();
    calls.begin(3);
    calls.drop_call(1);
    calls.finish("fetch", token("t", 3600));
    assert_eq!(calls.pending(), ["send t", "send t"]);
}

#[test]
fn a_repeated_discard_does_not_fence_the_fetch_in_flight() {
    let mut calls = sending_old(0);
    calls.client.discard(1);
    calls.begin(2);
    assert_eq!(calls.pending(), ["fetch"]);
    calls.client.discard(1);
    calls.finish("fetch", token("new", 3600));
    assert_eq!(calls.pending(), ["send new", "send new"]);
}
