//! What each style does otherwise.

use std::time::Duration;

use scaikey_reference::{Build, Style};

use crate::fixture::{play, status};

fn build(style: Style) -> Build {
    Build { style, defect: None }
}

#[test]
fn eager_fetches_in_open_and_the_first_call_uses_what_came() {
    for lifetime in ["3600", "0"] {
        let record = play(build(Style::Eager), async |fixture, client| {
            fixture.lifetime(lifetime);
            fixture.get(&client).await;
        });
        assert_eq!(record, ["fetch t1, send t1 (200), deliver 200 after 1"]);
    }
    let record = play(build(Style::Eager), async |fixture, client| {
        fixture.travel(Duration::from_secs(3600) + Duration::from_nanos(1)).await;
        fixture.get(&client).await;
    });
    assert_eq!(record, ["fetch t1, fetch t2, send t2 (200), deliver 200 after 1"]);
}

#[test]
fn from_receipt_counts_from_the_response() {
    let record = play(build(Style::FromReceipt), async |fixture, client| {
        fixture.delay(Duration::from_secs(4));
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(3570 - 4) - Duration::from_nanos(1)).await;
        fixture.get(&client).await;
        fixture.get(&client).await;
    });
    let expected = ["fetch t1, send t1 (200)", "send t1 (200)", "fetch t2, send t2 (200)"];
    assert_eq!(record, expected.map(|line| format!("{line}, deliver 200 after 1")));
}

#[test]
fn whole_seconds_may_renew_up_to_a_second_early() {
    for (passed, line) in [(3_569_099, "send t1 (200)"), (3_569_100, "fetch t2, send t2 (200)")] {
        let record = play(build(Style::WholeSeconds), async |fixture, client| {
            fixture.travel(Duration::from_millis(900)).await;
            fixture.get(&client).await;
            fixture.travel(Duration::from_millis(passed)).await;
            fixture.get(&client).await;
        });
        assert_eq!(record[1], format!("{line}, deliver 200 after 1"), "after {passed} ms");
    }
}

#[test]
fn whole_seconds_announce_a_gate_that_then_opens() {
    let record = play(build(Style::WholeSeconds), async |fixture, client| {
        fixture.travel(Duration::from_millis(900)).await;
        fixture.token_endpoint(vec![status(500); 6]);
        for _ in 0..5 {
            fixture.get(&client).await;
        }
        fixture.travel(Duration::from_secs(1)).await;
        fixture.get(&client).await;
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(2)).await;
        fixture.get(&client).await;
    });
    assert_eq!(record[6..], ["fail: gated for 2s", "fetch t1, send t1 (200), deliver 200 after 1"]);
}

#[test]
fn drops_after_second_401_fetches_again() {
    for (style, line) in
        [(Style::Plain, "send t2 (200)"), (Style::DropsAfterSecond401, "fetch t3, send t3 (200)")]
    {
        let record = play(build(style), async |fixture, client| {
            fixture.resource([status(401), status(401)]);
            fixture.get(&client).await;
            fixture.get(&client).await;
        });
        assert_eq!(record[1], format!("{line}, deliver 200 after 1"), "{style:?}");
    }
}

#[test]
fn every_style_keeps_the_budget() {
    for style in Style::ALL {
        let record = play(build(*style), async |fixture, client| {
            fixture.resource([status(401)]);
            fixture.get(&client).await;
            fixture.get(&client).await;
        });
        let first = "fetch t1, send t1 (401), fetch t2, send t2 (200), deliver 200 after 2";
        assert_eq!(record, [first, "send t2 (200), deliver 200 after 1"], "{style:?}");
    }
}
