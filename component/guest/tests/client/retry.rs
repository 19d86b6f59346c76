//! The retry after a 401.

use scaikey_guest::types::Request;

use crate::fixture::{Fixture, get};
use crate::reply::{Reply, connection_refused, no_response, status, token};

/// One call with `old` in the cache. The token endpoint issues `new`, then `newer`.
#[track_caller]
fn check(resource: impl IntoIterator<Item = Reply>, outcome: &str, requests: &[&str]) -> Fixture {
    let fixture = Fixture::with_cached_token();
    fixture.io.token_endpoint([token("new", 3600), token("newer", 3600)]);
    fixture.io.resource(resource);
    assert_eq!(fixture.call(), outcome);
    assert_eq!(fixture.requests(), requests);
    fixture
}

/// Checks that the next call sends this token without a token request.
#[track_caller]
fn keeps(fixture: &Fixture, token: &str) {
    fixture.io.clear_script();
    fixture.io.resource([status(200)]);
    assert_eq!(fixture.call(), "200 at attempt 1");
    assert_eq!(fixture.requests(), [format!("send {token}")]);
}

/// E48
#[test]
fn a_401_causes_one_token_request_and_one_retry() {
    let fixture = check([status(401), status(200)], "200 at attempt 2", &["send old", "fetch", "send new"]);
    keeps(&fixture, "new");
}

/// E49
#[test]
fn the_second_answer_is_delivered_and_its_token_stays_cached() {
    for code in [200, 204, 302, 400, 401, 403, 404, 429, 500, 503] {
        let outcome = format!("{code} at attempt 2");
        let fixture = check([status(401), status(code)], &outcome, &["send old", "fetch", "send new"]);
        keeps(&fixture, "new");
    }
    let failed = "transport at the protected resource";
    let fixture = check([status(401), connection_refused()], failed, &["send old", "fetch", "send new"]);
    keeps(&fixture, "new");
}

/// E53, E58
#[test]
fn only_a_401_is_retried_and_discards_the_token() {
    for code in (100..600).filter(|code| *code != 401) {
        let reply = status(code).with("location", "https://evil.example/");
        keeps(&check([reply], &format!("{code} at attempt 1"), &["send old"]), "old");
    }
    keeps(&check([connection_refused()], "transport at the protected resource", &["send old"]), "old");
    keeps(&check([no_response()], "timeout at the protected resource", &["send old"]), "old");
}

/// E54, E55
#[test]
fn the_challenge_of_a_401_is_ignored() {
    for challenge in [
        r#"Bearer error="insufficient_scope""#,
        r#"Bearer error_description="no error=invalid_token here""#,
        "Basic realm=\"x\"",
        "",
    ] {
        let refused = status(401).with("www-authenticate", challenge);
        check([refused, status(200)], "200 at attempt 2", &["send old", "fetch", "send new"]);
    }
}

/// E15, E52
#[test]
fn a_token_with_the_same_text_has_another_generation() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint((0..2).map(|_| token("same", 3600)));
    fixture.io.resource([status(401), status(200)]);
    assert_eq!(fixture.call(), "200 at attempt 2");
    assert_eq!(fixture.requests(), ["fetch", "send same", "fetch", "send same"]);
    assert_eq!(fixture.token().expect("a cached token").generation, 2);
}

#[test]
fn a_401_counts_even_if_its_body_fails_to_arrive() {
    let short = status(401).with("content-length", "9");
    let oversized = status(401).body(vec![b'x'; (8 << 20) + 1]);
    for (refused, outcome) in
        [(short, "transport at the protected resource"), (oversized, "too large at the protected resource")]
    {
        let sent = ["send old", "fetch", "send new"];
        let fixture = check([refused.clone(), status(200)], "200 at attempt 2", &sent);
        keeps(&fixture, "new");
        let fixture = check([status(401), refused.clone()], outcome, &sent);
        keeps(&fixture, "new");
        let fixture = Fixture::with_cached_token();
        fixture.io.token_endpoint([connection_refused()]);
        fixture.io.resource([refused]);
        assert_eq!(fixture.call(), "refused with 401 at attempt 1, transport");
    }
}

/// E50
#[test]
fn a_resource_that_always_answers_401_causes_one_token_request_and_two_attempts_per_call() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint((0..21).map(|_| token("t", 3600)));
    fixture.io.resource((0..40).map(|_| status(401)));
    (0..20).for_each(|_| assert_eq!(fixture.call(), "401 at attempt 2"));
    let requests = fixture.requests();
    let asked = requests.iter().filter(|word| *word == "fetch").count();
    assert_eq!((asked, requests.len() - asked), (21, 40));
}

/// E21
#[test]
fn a_token_fetched_in_the_call_may_be_refused_too() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint([token("a", 3600), token("b", 3600)]);
    fixture.io.resource([status(401), status(401)]);
    assert_eq!(fixture.call(), "401 at attempt 2");
    assert_eq!(fixture.requests(), ["fetch", "send a", "fetch", "send b"]);
    keeps(&fixture, "b");
}

/// E57
#[test]
fn the_second_attempt_differs_only_in_its_token() {
    let fixture = Fixture::with_cached_token();
    fixture.io.token_endpoint([token("new", 3600)]);
    fixture.io.resource([status(401), status(201)]);
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
    assert_eq!(fixture.send(request).expect("a response").attempts, 2);
    let [first, _, mut second] = fixture.io.sent().try_into().expect("three requests");
    assert_eq!((&first.body, first.header("content-length")), (&body, Some("70000")));
    assert_eq!(second.header("authorization"), Some("Bearer new"));
    *second.headers.last_mut().expect("headers") = ("authorization".into(), "Bearer old".into());
    assert_eq!(format!("{first:?}"), format!("{second:?}"));
}

#[test]
fn only_authorization_and_content_length_are_added_to_a_request() {
    let fixture = Fixture::with_cached_token();
    fixture.io.resource([status(200), status(200)]);
    fixture.call();
    let [sent] = fixture.io.sent().try_into().expect("one request");
    assert_eq!((sent.headers.len(), sent.body), (1, None));
    fixture.send(Request { body: Some(vec![]), ..get("/") }).expect("a response");
    let [sent] = fixture.io.sent().try_into().expect("one request");
    assert_eq!((sent.header("content-length"), &sent.body), (Some("0"), &Some(vec![])));
}

/// E27
#[test]
fn discard_removes_the_named_token_and_ignores_unknown_generations() {
    #[track_caller]
    fn check(generation: u64, requests: &[&str]) {
        let fixture = Fixture::with_cached_token();
        fixture.io.token_endpoint([token("new", 3600)]);
        fixture.io.resource([status(200)]);
        fixture.client.discard(generation);
        assert_eq!(fixture.call(), "200 at attempt 1");
        assert_eq!(fixture.requests(), requests);
    }
    check(0, &["send old"]);
    check(1, &["fetch", "send new"]);
    check(2, &["send old"]);
    check(u64::MAX, &["send old"]);
}
