//! Two clocks, and the request that takes its time (C1, C2).

use std::time::Duration;

use crate::reply::{silent, status, token};
use crate::scene::Scene;

const SECOND: i128 = 1_000_000_000;

/// Whether a call asks for another token, once `happens` has happened to one of an hour.
#[track_caller]
fn check(happens: impl FnOnce(&Scene), expected: &[&str]) {
    let scene = Scene::holding();
    scene.world.token_endpoint([token("new", 3600)]);
    scene.world.resource([status(200)]);
    happens(&scene);
    assert_eq!(scene.call(), "200 at attempt 1");
    assert_eq!(scene.journal(), expected);
}

#[test]
fn a_token_is_renewed_at_exactly_thirty_seconds_before_its_expiry() {
    let boundary = Duration::from_secs(3570);
    check(|scene| scene.world.passes(boundary - Duration::from_nanos(1)), &["send old"]);
    check(|scene| scene.world.passes(boundary), &["ask", "send new"]);
    check(|scene| scene.world.passes(boundary + Duration::from_nanos(1)), &["ask", "send new"]);
}

/// E17
#[test]
fn a_wall_clock_that_steps_back_lengthens_no_life() {
    check(|scene| scene.world.steps(-3600 * SECOND), &["send old"]);
    check(
        |scene| {
            scene.world.steps(-3600 * SECOND);
            scene.passes(3570);
        },
        &["ask", "send new"],
    );
}

/// E18
#[test]
fn a_machine_that_slept_asks_before_it_sends() {
    check(|scene| scene.world.steps(7200 * SECOND), &["ask", "send new"]);
}

/// E19
#[test]
fn a_wall_clock_that_jumps_forward_costs_one_token_request() {
    let scene = Scene::holding();
    scene.world.token_endpoint([token("new", 3600)]);
    scene.world.steps(10 * 365 * 24 * 3600 * SECOND);
    scene.world.resource((0..20).map(|_| status(200)));
    (0..20).for_each(|_| assert_eq!(scene.call(), "200 at attempt 1"));
    assert_eq!(scene.journal().iter().filter(|word| *word == "ask").count(), 1);
}

/// E20
#[test]
fn the_ends_of_the_clocks_break_nothing() {
    check(|scene| scene.world.steps(i128::from(u64::MAX)), &["ask", "send new"]);
    check(|scene| scene.world.steps(-i128::from(u64::MAX)), &["send old"]);
}

/// E13
#[test]
fn a_life_counts_from_before_its_request_was_written() {
    let scene = Scene::new();
    scene.world.token_endpoint([token("slow", 40).after(Duration::from_secs(8))]);
    let token = scene.token().expect("a token");
    assert_eq!((token.remaining, token.fresh_for), (32_000_000_000, 2_000_000_000));
}

/// E14
#[test]
fn a_token_dead_on_arrival_serves_the_call_that_asked_and_no_other() {
    let scene = Scene::new();
    scene.world.token_endpoint([token("dead", 5).after(Duration::from_secs(8)), token("alive", 3600)]);
    scene.world.resource([status(200), status(200)]);
    assert_eq!(scene.call(), "200 at attempt 1");
    assert_eq!(scene.call(), "200 at attempt 1");
    assert_eq!(scene.journal(), ["ask", "send dead", "ask", "send alive"]);
}

/// E31
#[test]
fn an_expired_token_is_never_sent_by_either_clock() {
    for step in [0, -3600 * SECOND, 3600 * SECOND] {
        let scene = Scene::holding();
        scene.world.token_endpoint([silent()]);
        scene.world.steps(step);
        scene.passes(3600);
        assert_eq!(scene.call(), "timeout at the token endpoint");
        assert_eq!(scene.journal(), ["ask"]);
    }
}
