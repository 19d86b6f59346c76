//! The time that a call and its exchanges may take (C12).

use std::time::Duration;

use scaikey_guest::types::{Options, Request, Settings};

use crate::reply::{Reply, silent, status, token};
use crate::scene::{Scene, complete, get, options, settings};
use crate::{words, world::Sent};

const SECOND: u64 = 1_000_000_000;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn within(deadline: u64) -> Request {
    Request { deadline: Some(deadline), ..get("/resource") }
}

fn times(sent: &[Sent]) -> Vec<u64> {
    sent.iter().map(|sent| sent.bounds.time.as_millis() as u64).collect()
}

/// A call with a deadline of 3 s: how it ends, what it sends, and how many milliseconds each exchange gets.
#[track_caller]
fn check(scene: &Scene, outcome: &str, journal: &[&str], milliseconds: &[u64]) {
    assert_eq!(words::outcome(&scene.send(within(3 * SECOND))), outcome);
    let sent = scene.world.sent();
    assert_eq!(words::journal(&sent), journal);
    assert_eq!(times(&sent), milliseconds);
}

fn scene(cached: Scene, token_endpoint: Reply, resource: [Reply; 2]) -> Scene {
    cached.world.token_endpoint([token_endpoint]);
    cached.world.resource(resource);
    cached
}

/// E63
#[test]
fn each_exchange_gets_what_is_left() {
    check(
        &scene(Scene::new(), token("t", 60).after(seconds(1)), [status(200), status(0)]),
        "200 at attempt 1",
        &["ask", "send t"],
        &[3000, 2000],
    );
    check(
        &scene(
            Scene::holding(),
            token("new", 60).after(seconds(1)),
            [status(401).after(seconds(1)), status(200).after(seconds(1))],
        ),
        "200 at attempt 2",
        &["send old", "ask", "send new"],
        &[3000, 2000, 1000],
    );
}

#[test]
fn a_deadline_that_passes_during_the_token_request_ends_the_call_there() {
    let scene = scene(Scene::new(), silent(), [status(200), status(0)]);
    check(&scene, "timeout at the token endpoint", &["ask"], &[3000]);
}

#[test]
fn a_token_that_comes_at_the_deadline_is_kept_and_not_sent() {
    let scene = scene(Scene::new(), token("t", 60).after(seconds(3)), [status(200), status(0)]);
    check(&scene, "timeout at the protected resource", &["ask"], &[3000]);
    assert_eq!(scene.call(), "200 at attempt 1");
    assert_eq!(scene.journal(), ["send t"]);
}

#[test]
fn a_deadline_that_passes_during_the_first_attempt_ends_the_call_there() {
    let scene = scene(Scene::holding(), token("new", 60), [silent(), status(0)]);
    check(&scene, "timeout at the protected resource", &["send old"], &[3000]);
}

#[test]
fn a_401_at_the_deadline_is_refused_for_the_deadline() {
    let refused = "refused with 401 at attempt 1, deadline";
    let late = scene(Scene::holding(), token("new", 60), [status(401).after(seconds(3)), status(200)]);
    check(&late, refused, &["send old"], &[3000]);
    assert_eq!(late.call(), "200 at attempt 1", "the next call asks");
    assert_eq!(late.journal(), ["ask", "send new"]);
}

/// E63
#[test]
fn a_token_request_that_eats_what_a_401_left_ends_in_refused() {
    let half = status(401).after(Duration::from_millis(2500));
    check(
        &scene(Scene::holding(), silent(), [half.clone(), status(200)]),
        "refused with 401 at attempt 1, timeout",
        &["send old", "ask"],
        &[3000, 500],
    );
    let exactly = token("new", 60).after(Duration::from_millis(500));
    check(
        &scene(Scene::holding(), exactly, [half, status(200)]),
        "refused with 401 at attempt 1, deadline",
        &["send old", "ask"],
        &[3000, 500],
    );
}

#[test]
fn a_renewal_leaves_half_of_the_deadline_for_sending_the_old_token() {
    let scene = scene(Scene::holding(), silent(), [status(200), status(0)]);
    scene.passes(3570);
    check(&scene, "200 at attempt 1", &["ask", "send old"], &[1500, 1500]);
}

#[test]
fn with_no_time_nothing_begins() {
    for scene in [Scene::new(), Scene::holding()] {
        assert_eq!(words::outcome(&scene.send(within(0))), "timeout at the token endpoint");
        let error = complete(scene.client.token(Some(0))).expect_err("no time");
        assert_eq!(words::failure(&error), "timeout at the token endpoint");
        assert_eq!(scene.journal(), [""; 0]);
    }
}

#[test]
fn token_has_a_deadline_of_its_own() {
    let scene = Scene::new();
    scene.world.token_endpoint([silent(), token("t", 60)]);
    let error = complete(scene.client.token(Some(2 * SECOND))).expect_err("no token");
    assert_eq!(words::failure(&error), "timeout at the token endpoint");
    complete(scene.client.token(Some(u64::MAX))).expect("a token");
    assert_eq!(times(&scene.world.sent()), [2000, 10_000]);
}

#[test]
fn without_a_deadline_each_exchange_has_the_exchange_timeout() {
    let patient = Settings { exchange_timeout: Some(90 * SECOND), ..settings() };
    for (settings, milliseconds) in [(None, 10_000), (Some(patient), 90_000)] {
        let scene = Scene::of(Options { settings, ..options() });
        scene.world.token_endpoint([token("a", 3600), token("b", 3600)]);
        scene.world.resource([status(401), status(200)]);
        assert_eq!(scene.call(), "200 at attempt 2");
        assert_eq!(times(&scene.world.sent()), [milliseconds; 4]);
    }
}

#[test]
fn a_wall_clock_that_jumps_counts_against_the_deadline() {
    let scene = Scene::holding();
    scene.world.resource([status(200)]);
    scene.world.steps(-i128::from(3600 * SECOND));
    assert_eq!(words::outcome(&scene.send(within(SECOND))), "200 at attempt 1");
    assert_eq!(times(&scene.world.sent()), [1000]);
}
