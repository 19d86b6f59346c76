//! What goes wrong, and for how long.

use std::time::Duration;

use scaikey_mock::{Delivery, Faults, Trouble};

use crate::client::*;

/// The statuses of so many token requests, and what becomes of the first answer.
#[track_caller]
fn check(trouble: Trouble, statuses: &[u16], delivery: Delivery) {
    let mut client = with_faults(Faults { token_endpoint: Some(trouble), ..Faults::default() });
    let replies: Vec<_> = statuses.iter().map(|_| client.ask(PLATFORM, REPORTS, GRANT)).collect();
    assert_eq!(replies.iter().map(status).collect::<Vec<_>>(), statuses);
    assert_eq!(replies[0].delivery, delivery);
    assert_eq!(replies[statuses.len() - 1].delivery, Delivery::Whole);
}

#[test]
fn a_trouble_befalls_the_next_requests_and_no_more() {
    let trouble = Trouble { status: Some(503), ..Trouble::default() };
    check(trouble.clone(), &[503, 200], Delivery::Whole);
    check(Trouble { next: 2, ..trouble.clone() }, &[503, 503, 200], Delivery::Whole);
    check(Trouble { next: 0, ..trouble }, &[200], Delivery::Whole);
    check(Trouble { reset: true, ..Trouble::default() }, &[200, 200], Delivery::Reset);
    check(Trouble { cut: Some(9), ..Trouble::default() }, &[200, 200], Delivery::Cut(9));
}

#[test]
fn a_trouble_of_one_is_none_of_the_other() {
    let trouble = Some(Trouble { next: 9, status: Some(500), ..Trouble::default() });
    let mut client = with_faults(Faults { resource: trouble, ..Faults::default() });
    let token = client.token(ACME, INVOICES, "");
    assert_eq!(status(&client.get_with(TENANTS, &token)), 500);
    assert_eq!(status(&client.get(PLATFORM_KEYS)), 200);
}

#[test]
fn an_answer_can_be_late_and_ask_for_patience() {
    let trouble = Trouble { status: Some(429), retry_after: Some(7), delay_ms: 1500, ..Trouble::default() };
    let mut client = with_faults(Faults { token_endpoint: Some(trouble), ..Faults::default() });
    let reply = client.ask(PLATFORM, REPORTS, GRANT);
    assert_eq!((status(&reply), header(&reply, "retry-after")), (429, "7"));
    assert_eq!(reply.delay, Duration::from_millis(1500));
}

#[test]
fn good_tokens_are_refused_as_often_as_was_asked() {
    let mut client = with_faults(Faults { refuse_tokens: 1, ..Faults::default() });
    let token = client.token(PLATFORM, REPORTS, "");
    assert_eq!(status(&client.get_with(TENANTS, "garbage")), 401);
    let statuses = [(); 2].map(|()| status(&client.get_with(TENANTS, &token)));
    assert_eq!(statuses, [401, 200]);
}

#[test]
fn tokens_to_come_live_as_long_as_was_asked() {
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
fn values_have_bounds() {
    let trouble = |trouble| Faults { token_endpoint: Some(trouble), ..Faults::default() };
    for (faults, expected) in [
        (
            Faults { clock_offset: i32::MIN, ..Faults::default() },
            Err("clock_offset is -2147483648 s: ten years at most"),
        ),
        (
            trouble(Trouble { status: Some(199), ..Trouble::default() }),
            Err("token_endpoint: the status is 199: 200 to 599"),
        ),
        (
            trouble(Trouble { status: Some(600), ..Trouble::default() }),
            Err("token_endpoint: the status is 600: 200 to 599"),
        ),
        (
            trouble(Trouble { delay_ms: 60_001, ..Trouble::default() }),
            Err("token_endpoint: delay_ms is 60001: 60000 at most"),
        ),
        (trouble(Trouble { status: Some(599), delay_ms: 60_000, ..Trouble::default() }), Ok(())),
    ] {
        assert_eq!(faults.check(), expected.map_err(str::to_owned));
    }
}
