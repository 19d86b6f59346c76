//! A 401 and what follows it, for a resource that may answer anything (C3, C4, C5).

use scaikey_guest::types::Request;

use crate::fixture::{Fixture, get};
use crate::reply::{Reply, connection_refused, no_response, status, token};

/// One call with the token `old` in the cache; the token endpoint hands out `new`, then `newer`.
#[track_caller]
fn check(resource: impl IntoIterator<Item = Reply>, outcome: &str, requests: &[&str]) -> Fixture {
    let fixture = Fixture::with_cached_token();
    fixture.io.token_endpoint([token("new", 3600), token("newer", 3600)]);
    fixture.io.resource(resource);
    assert_eq!(fixture.call(), outcome);
    assert_eq!(fixture.requests(), requests);
    fixture
}

/// The token that the next call sends without asking for one.
#[track_caller]
fn keeps(fixture: &Fixture, token: &str) {
    fixture.io.clear_script();
    fixture.io.resource([status(200)]);
    assert_eq!(fixture.call(), "200 at attempt 1");
    assert_eq!(fixture.requests(), [format!("send {token}")]);
}

/// E48
#[test]
fn a_401_costs_one_token_request_and_one_retry() {
    let fixture = check([status(401), status(200)], "200 at attempt 2", &["send old", "fetch", "send new"]);
    keeps(&fixture, "new");
}

/// E49
#[test]
fn whatever_the_second_attempt_brings_is_delivered_and_its_token_stays() {
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
fn nothing_but_a_401_is_retried_or_discards_the_token() {
    for code in (100..600).filter(|code| *code != 401) {
        let reply = status(code).with("location", "https://evil.example/");
        keeps(&check([reply], &format!("{code} at attempt 1"), &["send old"]), "old");
    }
    keeps(&check([connection_refused()], "transport at the protected resource", &["send old"]), "old");
    keeps(&check([no_response()], "timeout at the protected resource", &["send old"]), "old");
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
        check([refused, status(200)], "200 at attempt 2", &["send old", "fetch", "send new"]);
    }
}

/// E15, E52
#[test]
fn the_same_text_again_is_another_token() {
    let fixture = Fixture::new();
    fixture.io.token_endpoint((0..2).map(|_| token("same", 3600)));
    fixture.io.resource([status(401), status(200)]);
    assert_eq!(fixture.call(), "200 at attempt 2");
    assert_eq!(fixture.requests(), ["fetch", "send same", "fetch", "send same"]);
    assert_eq!(fixture.token().expect("cached").generation, 2);
}

#[test]
fn a_401_counts_whatever_became_of_its_body() {
    let lies = status(401).with("content-length", "9");
    let floods = status(401).body(vec![b'x'; (8 << 20) + 1]);
    for (refused, outcome) in
        [(lies, "transport at the protected resource"), (floods, "too large at the protected resource")]
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
fn a_resource_that_always_refuses_costs_one_token_request_and_two_sends_a_call() {
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
fn the_second_attempt_is_the_first_but_for_its_token() {
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
fn a_request_goes_out_as_it_came_in_with_nothing_but_a_token_and_a_length() {
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
fn discard_forgets_the_token_it_names_and_ignores_what_it_does_not_know() {
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
