//! A 401 and what follows it, for a resource that may answer anything (C3, C4, C5).

use scaikey_guest::types::Request;

use crate::reply::{Reply, broken, silent, status, token};
use crate::scene::{Scene, get};

/// One call with the token `old` in the cache; the token endpoint hands out `new`, then `newer`.
#[track_caller]
fn check(resource: impl IntoIterator<Item = Reply>, outcome: &str, journal: &[&str]) -> Scene {
    let scene = Scene::holding();
    scene.world.token_endpoint([token("new", 3600), token("newer", 3600)]);
    scene.world.resource(resource);
    assert_eq!(scene.call(), outcome);
    assert_eq!(scene.journal(), journal);
    scene
}

/// The token that the next call sends without asking for one.
#[track_caller]
fn keeps(scene: &Scene, token: &str) {
    scene.world.forget();
    scene.world.resource([status(200)]);
    assert_eq!(scene.call(), "200 at attempt 1");
    assert_eq!(scene.journal(), [format!("send {token}")]);
}

/// E48
#[test]
fn a_401_costs_one_token_request_and_one_retry() {
    let scene = check([status(401), status(200)], "200 at attempt 2", &["send old", "ask", "send new"]);
    keeps(&scene, "new");
}

/// E49
#[test]
fn whatever_the_second_attempt_brings_is_delivered_and_its_token_stays() {
    for code in [200, 204, 302, 400, 401, 403, 404, 429, 500, 503] {
        let outcome = format!("{code} at attempt 2");
        let scene = check([status(401), status(code)], &outcome, &["send old", "ask", "send new"]);
        keeps(&scene, "new");
    }
    let failed = "transport at the protected resource";
    let scene = check([status(401), broken()], failed, &["send old", "ask", "send new"]);
    keeps(&scene, "new");
}

/// E53, E58
#[test]
fn nothing_but_a_401_is_retried_or_discards_the_token() {
    for code in (100..600).filter(|code| *code != 401) {
        let reply = status(code).with("location", "https://evil.example/");
        keeps(&check([reply], &format!("{code} at attempt 1"), &["send old"]), "old");
    }
    keeps(&check([broken()], "transport at the protected resource", &["send old"]), "old");
    keeps(&check([silent()], "timeout at the protected resource", &["send old"]), "old");
}

/// E54, E55
#[test]
fn the_challenge_of_a_401_does_not_matter() {
    for challenge in [
        r#"Bearer error="insufficient_scope""#,
        r#"Bearer error_description="no error=invalid_token here""#,
        "Basic realm=\"x\"",
        "",
    ] {
        let refused = status(401).with("www-authenticate", challenge);
        check([refused, status(200)], "200 at attempt 2", &["send old", "ask", "send new"]);
    }
}

/// E15, E52
#[test]
fn the_same_text_again_is_another_token() {
    let scene = Scene::new();
    scene.world.token_endpoint((0..2).map(|_| token("same", 3600)));
    scene.world.resource([status(401), status(200)]);
    assert_eq!(scene.call(), "200 at attempt 2");
    assert_eq!(scene.journal(), ["ask", "send same", "ask", "send same"]);
    assert_eq!(scene.token().expect("cached").generation, 2);
}

#[test]
fn a_401_counts_whatever_became_of_its_body() {
    let lies = status(401).with("content-length", "9");
    let floods = status(401).body(vec![b'x'; (8 << 20) + 1]);
    for (refused, outcome) in
        [(lies, "transport at the protected resource"), (floods, "too large at the protected resource")]
    {
        let sent = ["send old", "ask", "send new"];
        let scene = check([refused.clone(), status(200)], "200 at attempt 2", &sent);
        keeps(&scene, "new");
        let scene = check([status(401), refused.clone()], outcome, &sent);
        keeps(&scene, "new");
        let scene = Scene::holding();
        scene.world.token_endpoint([broken()]);
        scene.world.resource([refused]);
        assert_eq!(scene.call(), "refused with 401 at attempt 1, transport");
    }
}

/// E50
#[test]
fn a_resource_that_always_refuses_costs_one_token_request_and_two_sends_a_call() {
    let scene = Scene::new();
    scene.world.token_endpoint((0..21).map(|_| token("t", 3600)));
    scene.world.resource((0..40).map(|_| status(401)));
    (0..20).for_each(|_| assert_eq!(scene.call(), "401 at attempt 2"));
    let journal = scene.journal();
    let asked = journal.iter().filter(|word| *word == "ask").count();
    assert_eq!((asked, journal.len() - asked), (21, 40));
}

/// E21
#[test]
fn a_token_fetched_in_the_call_may_be_refused_too() {
    let scene = Scene::new();
    scene.world.token_endpoint([token("a", 3600), token("b", 3600)]);
    scene.world.resource([status(401), status(401)]);
    assert_eq!(scene.call(), "401 at attempt 2");
    assert_eq!(scene.journal(), ["ask", "send a", "ask", "send b"]);
    keeps(&scene, "b");
}

/// E57
#[test]
fn the_second_attempt_is_the_first_but_for_its_token() {
    let scene = Scene::holding();
    scene.world.token_endpoint([token("new", 3600)]);
    scene.world.resource([status(401), status(201)]);
    let request = Request {
        method: "PATCH".into(),
        path: "/a%20b?c=d&e=%2F".into(),
        headers: [("X-Twice", "1"), ("idempotency-key", "k"), ("x-twice", "2"), ("x-bytes", "\u{e9}")]
            .map(|(name, value)| (name.into(), value.into()))
            .into(),
        body: Some((0..=255).cycle().take(70_000).collect()),
        deadline: None,
    };
    let body = request.body.clone();
    assert_eq!(scene.send(request).expect("a response").attempts, 2);
    let [first, _, mut second] = scene.world.sent().try_into().expect("three requests");
    assert_eq!((&first.body, first.header("content-length")), (&body, Some("70000")));
    assert_eq!(second.header("authorization"), Some("Bearer new"));
    *second.headers.last_mut().expect("headers") = ("authorization".into(), "Bearer old".into());
    assert_eq!(format!("{first:?}"), format!("{second:?}"));
}

#[test]
fn a_request_goes_out_as_it_came_in_with_nothing_but_a_token_and_a_length() {
    let scene = Scene::holding();
    scene.world.resource([status(200), status(200)]);
    scene.call();
    let [sent] = scene.world.sent().try_into().expect("one request");
    assert_eq!((sent.headers.len(), sent.body), (1, None));
    scene.send(Request { body: Some(vec![]), ..get("/") }).expect("a response");
    let [sent] = scene.world.sent().try_into().expect("one request");
    assert_eq!((sent.header("content-length"), &sent.body), (Some("0"), &Some(vec![])));
}

/// E27
#[test]
fn discard_forgets_the_token_it_names_and_ignores_what_it_does_not_know() {
    #[track_caller]
    fn check(generation: u64, journal: &[&str]) {
        let scene = Scene::holding();
        scene.world.token_endpoint([token("new", 3600)]);
        scene.world.resource([status(200)]);
        scene.client.discard(generation);
        assert_eq!(scene.call(), "200 at attempt 1");
        assert_eq!(scene.journal(), journal);
    }
    check(0, &["send old"]);
    check(1, &["ask", "send new"]);
    check(2, &["send old"]);
    check(u64::MAX, &["send old"]);
}
