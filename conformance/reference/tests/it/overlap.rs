//! Calls of one client that overlap.

use std::rc::Rc;
use std::time::Duration;

use scaikey_reference::types::Request;
use scaikey_reference::{Build, Client, Incoming};
use tokio::task::{JoinHandle, spawn_local, yield_now};

use crate::fixture::{Fixture, Reply, play, request};

fn start(fixture: &Fixture, client: &Rc<Client<Fixture>>, deadline: Option<Duration>) -> JoinHandle<()> {
    let (fixture, client) = (fixture.clone(), Rc::clone(client));
    let deadline = deadline.map(|span| span.as_nanos() as u64);
    spawn_local(async move {
        fixture.send(&client, Request { deadline, ..request("GET", "/") }).await;
    })
}

async fn all(fixture: &Fixture, client: &Rc<Client<Fixture>>, calls: usize) {
    let calls: Vec<_> = (0..calls).map(|_| start(fixture, client, None)).collect();
    for call in calls {
        call.await.expect("a call that ends");
    }
}

/// How often each kind of exchange happened.
fn count(record: &[String], what: &str) -> usize {
    record.join(", ").split(", ").filter(|event| event.starts_with(what)).count()
}

fn slow(status: u16, seconds: u64) -> Reply {
    Reply::Slow(Duration::from_secs(seconds), Incoming { status, ..Incoming::default() })
}

#[test]
fn calls_that_lack_a_token_share_one_fetch() {
    for lifetime in ["3600", "0"] {
        let record = play(Build::default(), async |fixture, client| {
            fixture.lifetime(lifetime);
            fixture.delay(Duration::from_secs(1));
            all(fixture, &client, 20).await;
        });
        assert_eq!((count(&record, "fetch"), count(&record, "send t1 (200)")), (1, 20), "{lifetime}");
    }
}

#[test]
fn calls_in_the_window_share_one_renewal() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(3580)).await;
        fixture.delay(Duration::from_secs(1));
        all(fixture, &client, 20).await;
    });
    assert_eq!((count(&record, "fetch"), count(&record, "send t2 (200)")), (2, 20));
}

#[test]
fn a_failure_is_shared_too() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([slow(500, 1)]);
        all(fixture, &client, 20).await;
        fixture.get(&client).await;
    });
    assert_eq!((count(&record, "fetch 500"), count(&record, "fail: oauth 500")), (1, 20));
    assert_eq!(record[20], "fetch t1, send t1 (200), deliver 200 after 1");
}

#[test]
fn a_burst_of_refusals_costs_one_fetch() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.resource((0..20).map(|call| slow(401, 1 + call % 3)));
        all(fixture, &client, 20).await;
    });
    assert_eq!((count(&record, "fetch"), count(&record, "send t2 (200)")), (2, 20));
}

#[test]
fn a_late_401_keeps_the_newer_token() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.resource([slow(401, 5), slow(401, 1)]);
        all(fixture, &client, 2).await;
        fixture.get(&client).await;
    });
    assert_eq!(count(&record, "fetch"), 2);
    assert_eq!(record[3], "send t2 (200), deliver 200 after 1");
}

#[test]
fn a_dropped_fetch_wedges_nobody() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([Reply::Silence]);
        let leader = start(fixture, &client, None);
        yield_now().await;
        let follower = start(fixture, &client, None);
        yield_now().await;
        leader.abort();
        follower.await.expect("a call that ends");
    });
    assert_eq!(record, ["fetch silence, fetch t1, send t1 (200), deliver 200 after 1"]);
}

#[test]
fn a_call_with_little_time_fails_nobody_else() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([Reply::Silence]);
        let hasty = start(fixture, &client, Some(Duration::from_secs(2)));
        yield_now().await;
        let patient = start(fixture, &client, None);
        hasty.await.expect("a call that ends");
        patient.await.expect("a call that ends");
    });
    let expected =
        ["fetch silence, fail: timeout at TokenEndpoint", "fetch t1, send t1 (200), deliver 200 after 1"];
    assert_eq!(record, expected);
}

#[test]
fn a_call_that_waits_keeps_its_own_deadline() {
    play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([Reply::Silence]);
        let leader = start(fixture, &client, None);
        yield_now().await;
        let began = tokio::time::Instant::now();
        start(fixture, &client, Some(Duration::from_secs(3))).await.expect("a call that ends");
        assert_eq!(began.elapsed(), Duration::from_secs(3));
        leader.await.expect("a call that ends");
    });
}
