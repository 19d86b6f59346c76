//! What a client tells about itself.

use std::time::Duration;

use scaikey_reference::Build;
use scaikey_reference::types::{FailureKind, FetchReason, Fetches, State};

use crate::fixture::{body, play, status};

const SECOND: u64 = 1_000_000_000;

#[test]
fn the_state_follows_the_token() {
    play(Build::default(), async |fixture, client| {
        assert_eq!(client.status().state, State::Empty);
        fixture.get(&client).await;
        for (passed, state) in [(0, State::Fresh), (3570, State::Stale), (30, State::Expired)] {
            fixture.travel(Duration::from_secs(passed)).await;
            assert_eq!(client.status().state, state, "after {passed} s more");
        }
        let told = client.status();
        assert_eq!((told.generation, told.age, told.remaining), (Some(1), Some(3600 * SECOND), Some(0)));
    });
}

#[test]
fn a_token_is_handed_out_with_the_time_it_has() {
    play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([body(200, r#"{"access_token":"a","expires_in":60,"scope":"x y"}"#)]);
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(20)).await;
        let token = client.token(None).await.expect("a token");
        assert_eq!((token.value.as_str(), token.generation), ("a", 1));
        assert_eq!((token.remaining, token.fresh_for), (40 * SECOND, 10 * SECOND));
        assert_eq!(token.scopes, ["x", "y"]);
        fixture.travel(Duration::from_secs(10)).await;
        let next = client.token(None).await.expect("a token");
        assert_eq!((next.value.as_str(), next.generation), ("t1", 2));
    });
}

#[test]
fn fetches_are_counted_by_their_reason() {
    play(Build::default(), async |fixture, client| {
        fixture.token_endpoint([status(500)]);
        fixture.get(&client).await;
        assert_eq!(client.status().last_failure, Some(FailureKind::Oauth));
        fixture.get(&client).await;
        fixture.resource([status(401), status(401)]);
        fixture.get(&client).await;
        client.discard(2);
        fixture.get(&client).await;
        fixture.travel(Duration::from_secs(3570)).await;
        fixture.token_endpoint([status(500)]);
        fixture.lifetime("null");
        fixture.get(&client).await;
        fixture.get(&client).await;
        fixture.get(&client).await;
        let told = client.status();
        assert_eq!((told.last_fetch, told.last_failure), (Some(FetchReason::Window), None));
        assert_eq!(told.counters.fetched, Fetches { cold: 1, window: 1, refused: 1, asked: 1 });
        assert_eq!(told.counters.failed, Fetches { cold: 1, window: 1, refused: 0, asked: 0 });
        let counted = (told.counters.hits, told.counters.stale_sent, told.counters.retries_refused);
        assert_eq!(counted, (2, 1, 1));
        assert_eq!((told.counters.assumed_lifetimes, told.counters.gated), (1, 0));
    });
}

#[test]
fn the_gate_is_told_while_it_is_shut() {
    play(Build::default(), async |fixture, client| {
        fixture.token_endpoint(vec![status(500); 5]);
        for _ in 0..6 {
            fixture.get(&client).await;
        }
        let told = client.status();
        assert_eq!((told.gate, told.counters.gated), (Some(SECOND), 1));
        fixture.travel(Duration::from_secs(1)).await;
        assert_eq!(client.status().gate, None);
    });
}
