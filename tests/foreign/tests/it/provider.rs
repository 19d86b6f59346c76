//! A second opinion: our component and our judge of deployments meet a certified OAuth server that nobody here wrote.

/// That server.
mod server;
/// What our judge makes of it.
mod suite;

use std::sync::LazyLock;

use scaikey_host::types::{ClientAuthentication, Error, Request, Settings};
use scaikey_host::{Authority, Client, Component, Engine, Interruption, Options};
use serde_json::Value;

use server::{ID, SECRET, Server};

#[tokio::test]
async fn one_token_serves_two_calls() {
    let Some(server) = Server::start() else { return };
    let client = client(&server, SECRET, ClientAuthentication::Basic).await;
    let token = client.token(None).await.expect("a token");
    assert_eq!(token.scopes, ["admin:read"]);
    let mut tokens = Vec::new();
    for _ in 0..2 {
        let response = client.send(Request::get(TENANTS)).await.expect("an answer");
        let answer: Value = serde_json::from_slice(&response.body).expect("JSON");
        // What the server calls the token that it was sent.
        tokens.push(answer["token"].as_str().expect("an id").to_owned());
    }
    assert_eq!(tokens[0], tokens[1]);
}

/// The status of a call, or the status and the code of the token endpoint's refusal.
#[track_caller]
fn check(outcome: Result<u16, (u16, String)>, expected: Result<u16, (u16, &str)>) {
    assert_eq!(outcome, expected.map_err(|(status, code)| (status, code.to_owned())));
}

#[tokio::test]
async fn the_secret_is_understood_when_it_is_form_encoded_and_refusals_are_typed() {
    let Some(server) = Server::start() else { return };
    check(call(&server, SECRET, ClientAuthentication::Basic).await, Ok(200));
    check(call(&server, SECRET, ClientAuthentication::Post).await, Ok(200));
    // Without the encoding that RFC 6749 asks for, this server does not even compare it.
    check(call(&server, SECRET, ClientAuthentication::Raw).await, Err((400, "invalid_request")));
    check(call(&server, "wrong", ClientAuthentication::Basic).await, Err((401, "invalid_client")));
    check(call(&server, "wrong", ClientAuthentication::Post).await, Err((401, "invalid_client")));
}

async fn call(
    server: &Server,
    secret: &str,
    authentication: ClientAuthentication,
) -> Result<u16, (u16, String)> {
    let error = match client(server, secret, authentication).await.send(Request::get(TENANTS)).await {
        Ok(response) => return Ok(response.status),
        Err(error) => error,
    };
    assert!(!error.to_string().contains(secret), "{error}");
    match error.client() {
        Some(Error::Oauth(failure)) => Err((failure.status, failure.code.clone())),
        _ => panic!("{error}"),
    }
}

async fn client(server: &Server, secret: &str, authentication: ClientAuthentication) -> Client {
    let client_authentication = Some(authentication);
    let options = Options {
        scopes: vec!["admin:read".into()],
        settings: Some(Settings { client_authentication, ..Settings::default() }),
        ..Options::platform(&*server.base, ID, secret)
    };
    Client::builder(&COMPONENT).open(options).await.expect("good options")
}

static COMPONENT: LazyLock<Component> = LazyLock::new(|| {
    let engine = Engine::new(Interruption::Epochs).expect("an engine");
    Component::load(&engine, scaikey_component::CLIENT, Authority::Least).expect("our component")
});

const TENANTS: &str = "/api/v1/admin/tenants";
