//! Calls of one client that overlap, and share what they learn (C3, C5).

use crate::reply::{broken, status, token};
use crate::together::Crowd;

const ACCEPTED: &str = "200 at attempt 1";
const RETRIED: &str = "200 at attempt 2";

/// A client with the token `old` of an hour, asked for just now, and this many calls that are sending it.
fn sending_old(calls: usize) -> Crowd {
    let mut crowd = Crowd::new();
    crowd.begin(1);
    crowd.end("ask", token("old", 3600));
    crowd.end("send old", status(200));
    assert_eq!(crowd.outcomes(), [ACCEPTED]);
    crowd.begin(calls);
    assert_eq!(crowd.under_way(), vec!["send old"; calls]);
    crowd
}

/// E22
#[test]
fn a_thousand_cold_calls_make_one_token_request() {
    let mut crowd = Crowd::new();
    crowd.begin(1000);
    assert_eq!(crowd.under_way(), ["ask"]);
    crowd.end("ask", token("t", 3600));
    assert_eq!(crowd.under_way(), ["send t"; 1000]);
    crowd.end_all("send t", &status(200));
    assert_eq!(crowd.outcomes(), [ACCEPTED; 1000]);
}

/// E22
#[test]
fn those_who_waited_share_a_failure_and_a_token_of_no_life() {
    let mut crowd = Crowd::new();
    crowd.begin(5);
    crowd.end("ask", broken());
    assert_eq!(crowd.outcomes(), ["transport at the token endpoint"; 5]);
    assert_eq!(crowd.client.status().counters.failed.cold, 1);

    let mut crowd = Crowd::new();
    crowd.begin(5);
    crowd.passes(1);
    crowd.end("ask", token("dead", 1));
    assert_eq!(crowd.under_way(), ["send dead"; 5]);
}

/// E23
#[test]
fn in_the_window_one_call_renews_and_the_rest_send_the_old_token_at_once() {
    let mut crowd = sending_old(0);
    crowd.passes(3570);
    crowd.begin(4);
    assert_eq!(crowd.under_way(), ["ask", "send old", "send old", "send old"]);
    crowd.end("ask", token("new", 3600));
    assert_eq!(crowd.under_way(), ["send old", "send old", "send old", "send new"]);
}

/// E26
#[test]
fn a_burst_of_401s_costs_one_token_request() {
    let mut crowd = sending_old(100);
    crowd.end_all("send old", &status(401));
    assert_eq!(crowd.under_way(), ["ask"]);
    crowd.end("ask", token("new", 3600));
    assert_eq!(crowd.under_way(), ["send new"; 100]);
    crowd.end_all("send new", &status(200));
    assert_eq!(crowd.outcomes()[1..], [RETRIED; 100]);
}

/// E27
#[test]
fn a_late_401_keeps_the_newer_token_and_retries_with_it() {
    let mut crowd = sending_old(2);
    crowd.end("send old", status(401));
    crowd.end("ask", token("new", 3600));
    crowd.end("send new", status(200));
    crowd.end("send old", status(401));
    assert_eq!(crowd.under_way(), ["send new"]);
    crowd.end("send new", status(200));
    assert_eq!(crowd.outcomes()[1..], [RETRIED; 2]);
}

/// E28, E29
#[test]
fn a_renewal_that_began_before_a_refusal_serves_its_caller_and_nobody_else() {
    let mut crowd = sending_old(1);
    crowd.passes(3570);
    crowd.begin(1);
    crowd.end("send old", status(401));
    assert_eq!(crowd.under_way(), ["ask"], "the refused call waits");
    crowd.end("ask", token("early", 3600));
    assert_eq!(crowd.under_way(), ["send early", "ask"], "and asks for itself");
    crowd.end("ask", token("new", 3600));
    crowd.end("send new", status(200));
    crowd.end("send early", status(200));
    crowd.begin(1);
    assert_eq!(crowd.under_way(), ["send new"]);
}

/// E25
#[test]
fn a_call_that_is_given_up_while_it_waits_is_not_missed() {
    let mut crowd = Crowd::new();
    crowd.begin(3);
    crowd.give_up(1);
    crowd.end("ask", token("t", 3600));
    assert_eq!(crowd.under_way(), ["send t", "send t"]);
}

#[test]
fn a_discard_meets_a_token_request_under_way() {
    let mut crowd = sending_old(0);
    crowd.client.discard(1);
    crowd.begin(2);
    assert_eq!(crowd.under_way(), ["ask"]);
    crowd.client.discard(1);
    crowd.end("ask", token("new", 3600));
    assert_eq!(crowd.under_way(), ["send new", "send new"]);
}
