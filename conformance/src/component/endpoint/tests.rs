use super::*;
use crate::component::application::PLATFORM;
use journal::End;

const RESOURCE: &str = "https://scaikey.test/api/v1/admin/tenants";

fn request(method: &str, url: &str, authorization: &[&str], body: &str) -> Request {
    let header = |value: &&str| ("authorization".to_owned(), value.as_bytes().to_vec());
    Request {
        method: method.into(),
        url: url.into(),
        headers: authorization.iter().map(header).collect(),
        body: body.into(),
        ..Request::default()
    }
}

fn token_request() -> Request {
    request("POST", PLATFORM.token_url, &[PLATFORM.authorization], "grant_type=client_credentials")
}

fn resource_request(authorization: &[&str]) -> Request {
    request("GET", RESOURCE, authorization, "")
}

/// A mock with a call under way and one token issued.
fn mock() -> MockEndpoint {
    let mut mock = MockEndpoint::new(&PLATFORM);
    mock.journal.begin(Moment::default(), Action::Send(resource_request(&[])));
    mock.answer(Moment::default(), token_request());
    mock
}

#[track_caller]
fn check(mut mock: MockEndpoint, request: Request, status: u16, trace: &str) {
    assert_eq!(mock.answer(Moment::default(), request).status(), Some(status));
    assert_eq!(mock.journal.trace(), [format!("fetch token#1, {trace}")]);
}

#[test]
fn a_token_that_was_issued_opens_the_resource() {
    check(mock(), resource_request(&["Bearer mock.token-1_~+/=="]), 200, "send token#1 (200)");
}

#[test]
fn nothing_else_opens_the_resource() {
    let refused = "send no token that was issued (401)";
    check(mock(), resource_request(&[]), 401, refused);
    check(mock(), resource_request(&["bearer mock.token-1_~+/=="]), 401, refused);
    check(mock(), resource_request(&["Bearer mock.token-2_~+/=="]), 401, refused);
    check(mock(), resource_request(&["Bearer  mock.token-1_~+/=="]), 401, refused);
    check(mock(), resource_request(&["Bearer mock.token-1_~+/==", "Bearer x"]), 401, refused);
}

#[test]
fn each_token_is_new() {
    check(mock(), token_request(), 200, "fetch token#2");
}

#[test]
fn wrong_credentials_and_wrong_grants_bring_no_token() {
    let asked = |authorization, body| request("POST", PLATFORM.token_url, authorization, body);
    check(mock(), asked(&["Basic eA=="], "grant_type=client_credentials"), 401, "fetch nothing (401)");
    check(mock(), asked(&[], "grant_type=client_credentials"), 401, "fetch nothing (401)");
    check(mock(), asked(&[PLATFORM.authorization], "grant_type=password"), 400, "fetch nothing (400)");
}

#[test]
fn other_requests_are_unscripted() {
    let unscripted = |method: &str, url: &str| {
        let trace = format!("unscripted {method} {url} (404)");
        check(mock(), request(method, url, &[PLATFORM.authorization], ""), 404, &trace);
    };
    unscripted("GET", PLATFORM.token_url);
    unscripted("POST", RESOURCE);
    unscripted("GET", "https://scaikey.test/api/v1/admin/users");
    unscripted("GET", "https://elsewhere.test/api/v1/admin/tenants");
}

#[test]
fn after_a_call_every_request_is_unscripted() {
    let mut mock = mock();
    mock.journal.end(End { at: Moment::default(), text: "deliver 200".into(), said: String::new() });
    assert_eq!(mock.answer(Moment::default(), token_request()).status(), Some(404));
}

#[test]
fn scripted_replies_come_first_and_in_order() {
    let mut mock = mock();
    mock.resource.next([status(401), status(403)]);
    mock.resource.always(status(500));
    for expected in [401, 403, 500, 500] {
        let answer = mock.answer(Moment::default(), resource_request(&["Bearer x"]));
        assert_eq!(answer.status(), Some(expected));
    }
}

#[test]
fn lifetime_and_delay_can_be_scripted() {
    let mut mock = mock();
    (mock.lifetime, mock.delay) = (31, Duration::from_secs(8));
    let Answer::Reply(reply) = mock.answer(Moment::default(), token_request()) else { panic!("no reply") };
    assert!(String::from_utf8_lossy(reply.response.body()).contains(r#""expires_in":31}"#));
    assert_eq!(reply.delay, Duration::from_secs(8));
}
