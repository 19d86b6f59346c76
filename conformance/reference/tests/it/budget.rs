//! What a call may cost, and what is tried again.

use scaikey_reference::{Build, ErrorKind, ExchangeError, Incoming};

use crate::fixture::{Reply, body, play, request, status};

/// A first call that fetches a token, then one that the peers answer so.
#[track_caller]
fn check(token_endpoint: &[Reply], resource: &[Reply], expected: &str) {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        fixture.token_endpoint(token_endpoint.to_vec());
        fixture.resource(resource.to_vec());
        fixture.get(&client).await;
    });
    assert_eq!(record[1], expected);
}

#[test]
fn a_refused_token_is_replaced_once() {
    check(&[], &[], "send t1 (200), deliver 200 after 1");
    check(&[], &[status(401)], "send t1 (401), fetch t2, send t2 (200), deliver 200 after 2");
    check(&[], &[status(401), status(401)], "send t1 (401), fetch t2, send t2 (401), deliver 401 after 2");
    check(&[], &[status(401), status(503)], "send t1 (401), fetch t2, send t2 (503), deliver 503 after 2");
    let lost = Reply::Lost(ErrorKind::Transport);
    let failed = "send t1 (401), fetch t2, send t2 (transport), fail: transport at ProtectedResource";
    check(&[], &[status(401), lost], failed);
}

#[test]
fn nothing_else_is_tried_again() {
    for other in [204, 301, 307, 400, 403, 404, 407, 429, 500, 503] {
        check(&[], &[status(other)], &format!("send t1 ({other}), deliver {other} after 1"));
    }
    for (kind, name) in
        [(ErrorKind::Denied, "denied"), (ErrorKind::Transport, "transport"), (ErrorKind::Timeout, "timeout")]
    {
        let failed = format!("send t1 ({name}), fail: {name} at ProtectedResource");
        check(&[], &[Reply::Lost(kind)], &failed);
    }
}

#[test]
fn without_another_token_the_401_is_in_the_error() {
    check(
        &[body(400, r#"{"error":"invalid_client"}"#)],
        &[status(401)],
        "send t1 (401), fetch 400, fail: refused with 401, since Oauth",
    );
}

#[test]
fn a_401_counts_although_its_body_breaks_off() {
    let broken = Some(ExchangeError { kind: ErrorKind::Transport, text: "cut".into() });
    let cut = Incoming { status: 401, body: b"abc".into(), broken, ..Incoming::default() };
    check(&[], &[Reply::Answer(cut)], "send t1 (401), fetch t2, send t2 (200), deliver 200 after 2");
}

#[test]
fn every_call_against_constant_refusal_costs_one_fetch_and_two_sends() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.resource(vec![status(401); 40]);
        for _ in 0..20 {
            fixture.get(&client).await;
        }
    });
    assert_eq!(record[0], "fetch t1, send t1 (401), fetch t2, send t2 (401), deliver 401 after 2");
    assert_eq!(record[19], "send t20 (401), fetch t21, send t21 (401), deliver 401 after 2");
}

#[test]
fn only_the_named_generation_is_discarded() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.get(&client).await;
        client.discard(0);
        client.discard(2);
        fixture.get(&client).await;
        client.discard(1);
        fixture.get(&client).await;
    });
    let expected = ["fetch t1, send t1 (200)", "send t1 (200)", "fetch t2, send t2 (200)"];
    assert_eq!(record, expected.map(|line| format!("{line}, deliver 200 after 1")));
}

#[test]
fn a_retry_repeats_the_body() {
    let record = play(Build::default(), async |fixture, client| {
        fixture.resource([status(401)]);
        let post =
            scaikey_reference::types::Request { body: Some(b"{}".into()), ..request("POST", "/a?b=c") };
        fixture.send(&client, post).await;
    });
    assert_eq!(record, ["fetch t1, send t1 (401), fetch t2, send t2 (200), deliver 200 after 2"]);
}
