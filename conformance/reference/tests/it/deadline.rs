//! The time of a whole call.

use std::time::Duration;

use scaikey_reference::types::Request;
use scaikey_reference::{Build, Incoming};

use crate::fixture::{Reply, play, request};

fn within(seconds: u64) -> Request {
    Request { deadline: Some(seconds * 1_000_000_000), ..request("GET", "/") }
}

/// A call with three seconds and peers that take this long to answer, or never do.
#[track_caller]
fn check(token_endpoint: Reply, resource: Vec<Reply>, expected: &str) {
    let record = play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([token_endpoint]);
        fixture.resource(resource);
        fixture.send(&client, within(3)).await;
    });
    assert_eq!(record, [expected]);
}

fn token(seconds: u64) -> Reply {
    let body = br#"{"access_token":"a"}"#.into();
    Reply::Slow(Duration::from_secs(seconds), Incoming { status: 200, body, ..Incoming::default() })
}

fn slow(status: u16, seconds: u64) -> Reply {
    Reply::Slow(Duration::from_secs(seconds), Incoming { status, ..Incoming::default() })
}

#[test]
fn a_deadline_holds_for_token_request_and_attempts_together() {
    check(token(2), vec![slow(200, 0)], "fetch 200, send a (200), deliver 200 after 1");
    check(Reply::Silence, vec![], "fetch silence, fail: timeout at TokenEndpoint");
    check(token(2), vec![slow(200, 2)], "fetch 200, send a (200), fail: timeout at ProtectedResource");
}

#[test]
fn a_401_is_not_lost_to_a_deadline() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.resource([slow(401, 2)]);
        fixture.token_endpoint([Reply::Silence]);
        fixture.send(&client, within(3)).await;
        fixture.resource([slow(401, 2)]);
        fixture.delay(Duration::from_secs(2));
        fixture.get(&client).await;
    });
    assert_eq!(record[1], "send t1 (401), fetch silence, fail: refused with 401, since Timeout");
    assert_eq!(record[2], "fetch t2, send t2 (401), fetch t3, send t3 (200), deliver 200 after 2");
}

#[test]
fn a_deadline_holds_for_the_retry() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.resource([slow(401, 2), slow(200, 2)]);
        fixture.send(&client, within(3)).await;
        fixture.resource([slow(401, 2)]);
        fixture.token_endpoint([token(1)]);
        fixture.send(&client, within(3)).await;
    });
    let late = "send t1 (401), fetch t2, send t2 (200), fail: timeout at ProtectedResource";
    assert_eq!(record[1], late);
    assert_eq!(record[2], "send t2 (401), fetch 200, fail: refused with 401, since deadline");
}

#[test]
fn nothing_begins_without_time() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.send(&client, within(0)).await;
        assert!(client.token(Some(0)).await.is_err());
    });
    assert_eq!(record, ["fail: timeout at TokenEndpoint"]);
}

#[test]
fn an_exchange_that_hangs_ends_after_ten_seconds() {
    let record = play(Build::default(), async |fixture, client| {
        let began = tokio::time::Instant::now();
        fixture.token_endpoint([Reply::Silence]);
        fixture.get(&client).await;
        assert_eq!(began.elapsed(), Duration::from_secs(10));
    });
    assert_eq!(record, ["fetch silence, fail: timeout at TokenEndpoint"]);
}
