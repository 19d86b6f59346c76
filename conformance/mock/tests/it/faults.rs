//! Fault injection.

use std::time::Duration;

use scaikey_mock::{Delivery, EndpointFault, Faults};

use crate::client::*;

/// The statuses of token requests in turn, and the delivery of the first reply; that of the last is whole.
#[track_caller]
fn check(fault: EndpointFault, statuses: &[u16], delivery: Delivery) {
    let mut client = with_faults(Faults { token_endpoint: Some(fault), ..Faults::default() });
    let replies: Vec<_> = statuses.iter().map(|_| client.ask(PLATFORM, REPORTS, GRANT)).collect();
    assert_eq!(replies.iter().map(status).collect::<Vec<_>>(), statuses);
    assert_eq!(replies[0].delivery, delivery);
    assert_eq!(replies[statuses.len() - 1].delivery, Delivery::Whole);
}

#[test]
fn a_fault_applies_to_the_next_requests_only() {
    let fault = EndpointFault { status: Some(503), ..EndpointFault::default() };
    check(fault.clone(), &[503, 200], Delivery::Whole);
    check(EndpointFault { next: 2, ..fault.clone() }, &[503, 503, 200], Delivery::Whole);
    check(EndpointFault { next: 0, ..fault }, &[200], Delivery::Whole);
    check(EndpointFault { reset: true, ..EndpointFault::default() }, &[200, 200], Delivery::Reset);
    check(EndpointFault { cut: Some(9), ..EndpointFault::default() }, &[200, 200], Delivery::Cut(9));
}

#[test]
fn a_fault_applies_to_one_endpoint() {
    let fault = Some(EndpointFault { next: 9, status: Some(500), ..EndpointFault::default() });
    let mut client = with_faults(Faults { resource: fault, ..Faults::default() });
    let token = client.token(ACME, INVOICES, "");
    assert_eq!(status(&client.get_with(TENANTS, &token)), 500);
    assert_eq!(status(&client.get(PLATFORM_KEYS)), 200);
}

#[test]
fn a_reply_can_be_late_and_ask_to_wait() {
    let fault =
        EndpointFault { status: Some(429), retry_after: Some(7), delay_ms: 1500, ..EndpointFault::default() };
    let mut client = with_faults(Faults { token_endpoint: Some(fault), ..Faults::default() });
    let reply = client.ask(PLATFORM, REPORTS, GRANT);
    assert_eq!((status(&reply), header(&reply, "retry-after")), (429, "7"));
    assert_eq!(reply.delay, Duration::from_millis(1500));
}

#[test]
fn valid_tokens_are_refused_as_often_as_set() {
    let mut client = with_faults(Faults { refuse_tokens: 1, ..Faults::default() });
    let token = client.token(PLATFORM, REPORTS, "");
    assert_eq!(status(&client.get_with(TENANTS, "garbage")), 401);
    let statuses = [(); 2].map(|()| status(&client.get_with(TENANTS, &token)));
    assert_eq!(statuses, [401, 200]);
}

#[test]
fn new_tokens_have_the_lifetime_that_is_set() {
    for lifetime in [0, 45] {
        let mut client = with_faults(Faults { lifetime: Some(lifetime), ..Faults::default() });
        assert_eq!(json(&client.ask(PLATFORM, REPORTS, GRANT))["expires_in"], lifetime);
    }
}

#[test]
fn the_clock_can_be_ahead_or_behind() {
    for (offset, date) in [(90, "Fri, 15 Jan 2027 08:01:30 GMT"), (-90, "Fri, 15 Jan 2027 07:58:30 GMT")] {
        let mut client = with_faults(Faults { clock_offset: offset, ..Faults::default() });
        let reply = client.ask(PLATFORM, REPORTS, GRANT);
        assert_eq!(header(&reply, "date"), date);
        let token = json(&reply)["access_token"].as_str().expect("a token").to_owned();
        assert_eq!(parts(&token)[1]["iat"], 1_800_000_000 + i64::from(offset));
        assert_eq!(status(&client.get_with(TENANTS, &token)), 200);
    }
}

#[test]
fn values_have_a_range() {
    let fault = |fault| Faults { token_endpoint: Some(fault), ..Faults::default() };
    for (faults, expected) in [
        (
            Faults { clock_offset: i32::MIN, ..Faults::default() },
            Err("clock_offset is -2147483648 s: ten years at most"),
        ),
        (
            fault(EndpointFault { status: Some(199), ..EndpointFault::default() }),
            Err("token_endpoint: the status is 199: 200 to 599"),
        ),
        (
            fault(EndpointFault { status: Some(600), ..EndpointFault::default() }),
            Err("token_endpoint: the status is 600: 200 to 599"),
        ),
        (
            fault(EndpointFault { delay_ms: 60_001, ..EndpointFault::default() }),
            Err("token_endpoint: delay_ms is 60001: 60000 at most"),
        ),
        (fault(EndpointFault { status: Some(599), delay_ms: 60_000, ..EndpointFault::default() }), Ok(())),
    ] {
        assert_eq!(faults.check(), expected.map_err(str::to_owned));
    }
}
