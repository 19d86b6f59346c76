//! When a token is used again, and when it is replaced.

use std::time::Duration;

use scaikey_reference::Build;

use crate::fixture::play;

const NANOSECOND: Duration = Duration::from_nanos(1);

/// Whether a token with this lifetime is used again after this time.
#[track_caller]
fn check(lifetime: &str, passed: Duration, used_again: bool) {
    let record = play(Build::default(), async |fixture, client| {
        fixture.lifetime(lifetime);
        fixture.get(&client).await;
        fixture.travel(passed).await;
        fixture.get(&client).await;
    });
    let second = if used_again { "send t1 (200)" } else { "fetch t2, send t2 (200)" };
    let expected =
        ["fetch t1, send t1 (200), deliver 200 after 1", &format!("{second}, deliver 200 after 1")];
    assert_eq!(record, expected, "{lifetime} after {passed:?}");
}

#[test]
fn a_token_is_replaced_thirty_seconds_before_its_expiry() {
    for (lifetime, edge) in [("3600", 3570), ("60", 30), ("31", 1), ("\"3600\"", 3570), ("3600.9", 3570)] {
        check(lifetime, Duration::from_secs(edge) - NANOSECOND, true);
        check(lifetime, Duration::from_secs(edge), false);
    }
    for lifetime in ["0", "1", "29", "30"] {
        check(lifetime, Duration::ZERO, false);
    }
}

#[test]
fn a_lifetime_that_is_not_told_or_not_believable_has_an_end() {
    for (lifetime, edge) in [("null", 270), ("1e300", 86_370), ("1e999", 86_370)] {
        check(lifetime, Duration::from_secs(edge) - NANOSECOND, true);
        check(lifetime, Duration::from_secs(edge), false);
    }
}

#[test]
fn a_lifetime_counts_from_the_request() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.delay(Duration::from_secs(4));
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(3570 - 8) - NANOSECOND).await;
        fixture.get(&client).await;
        fixture.get(&client).await;
    });
    let expected = ["fetch t1, send t1 (200)", "send t1 (200)", "fetch t2, send t2 (200)"];
    assert_eq!(record, expected.map(|line| format!("{line}, deliver 200 after 1")));
}

#[test]
fn each_token_lives_by_its_own_lifetime() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(3570)).await;
        fixture.lifetime("60");
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(30)).await;
        fixture.get(&client).await;
    });
    let expected = ["fetch t1, send t1 (200)", "fetch t2, send t2 (200)", "fetch t3, send t3 (200)"];
    assert_eq!(record, expected.map(|line| format!("{line}, deliver 200 after 1")));
}

#[test]
fn a_wall_clock_that_steps_back_lengthens_no_life() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.set_wall(-7200);
        fixture.travel(Duration::from_secs(3570)).await;
        fixture.get(&client).await;
    });
    assert_eq!(record[1], "fetch t2, send t2 (200), deliver 200 after 1");
}

#[test]
fn both_clocks_count() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.set_wall(-7200);
        fixture.get(&client).await;
        fixture.set_wall(3569);
        fixture.get(&client).await;
        fixture.set_wall(3570);
        fixture.get(&client).await;
    });
    let expected = ["fetch t1, send t1 (200)", "send t1 (200)", "send t1 (200)", "fetch t2, send t2 (200)"];
    assert_eq!(record, expected.map(|line| format!("{line}, deliver 200 after 1")));
}
