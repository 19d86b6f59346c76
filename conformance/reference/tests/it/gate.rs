//! Token endpoints that fail.

use std::time::Duration;

use scaikey_reference::{Build, ErrorKind, Incoming};

use crate::fixture::{Reply, play, status};

const NANOSECOND: Duration = Duration::from_nanos(1);
const FAILED: &str = "fetch 500, fail: oauth 500";
const FINE: &str = "fetch t1, send t1 (200), deliver 200 after 1";

#[test]
fn the_fifth_failure_in_a_row_holds_token_requests_back() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.token_endpoint(vec![status(500); 6]);
        for pause in [0, 0, 0, 0, 0, 999_999_999, 1, 0, 1_600_000_000] {
            fixture.travel(Duration::from_nanos(pause)).await;
            fixture.get(&client).await;
        }
    });
    let (held, again) = ("fail: gated for 1ns", "fail: gated for 1.6s");
    assert_eq!(record, [FAILED, FAILED, FAILED, FAILED, FAILED, held, FAILED, again, FINE]);
}

#[test]
fn no_gate_stays_shut_for_more_than_a_minute() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.token_endpoint(vec![status(500); 20]);
        for _ in 0..21 {
            fixture.get(&client).await;
            fixture.travel(Duration::from_secs(60)).await;
        }
    });
    assert_eq!(record[19..], [FAILED, FINE]);
}

#[test]
fn one_success_forgets_all_failures() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.lifetime("0");
        fixture.token_endpoint(vec![status(500); 4]);
        for _ in 0..5 {
            fixture.get(&client).await;
        }
        fixture.token_endpoint(vec![status(500); 4]);
        for _ in 0..5 {
            fixture.get(&client).await;
        }
    });
    let again = "fetch t2, send t2 (200), deliver 200 after 1";
    assert_eq!(record, [FAILED, FAILED, FAILED, FAILED, FINE, FAILED, FAILED, FAILED, FAILED, again]);
}

#[test]
fn a_server_that_asks_for_rest_gets_it() {
    for (asked, rest) in [("120", 120), ("9999", 3600), ("Tue, 01 Jan 2030 00:02:00 GMT", 120)] {
        let record = play(Build::default(), async |fixture, client| {
            let headers = vec![("retry-after".to_owned(), asked.into())];
            fixture.token_endpoint([Reply::Answer(Incoming { status: 429, headers, ..Incoming::default() })]);
            fixture.get(&client).await;
            fixture.travel(Duration::from_secs(rest) - NANOSECOND).await;
            fixture.get(&client).await;
            fixture.travel(NANOSECOND).await;
            fixture.get(&client).await;
        });
        assert_eq!(record, ["fetch 429, fail: oauth 429", "fail: gated for 1ns", FINE], "{asked}");
    }
}

#[test]
fn an_old_token_lives_on_while_it_lives() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(3600) - NANOSECOND).await;
        fixture.token_endpoint(vec![status(500); 7]);
        for _ in 0..6 {
            fixture.get(&client).await;
        }
        fixture.travel(NANOSECOND).await;
        fixture.get(&client).await;
    });
    let old = "fetch 500, send t1 (200), deliver 200 after 1";
    let held = "send t1 (200), deliver 200 after 1";
    assert_eq!(record, [FINE, old, old, old, old, old, held, "fail: gated for 999.999999ms"]);
}

#[test]
fn a_renewal_ends_while_the_old_token_can_be_sent() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(3595)).await;
        fixture.token_endpoint([Reply::Silence, Reply::Lost(ErrorKind::Denied)]);
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(1)).await;
        fixture.get(&client).await;
    });
    let old = "fetch silence, send t1 (200), deliver 200 after 1";
    assert_eq!(record, [FINE, old, "fetch denied, fail: denied at TokenEndpoint"]);
}
