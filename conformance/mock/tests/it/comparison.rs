//! A fixed list of requests, so that the replies of two deployments can be compared.

use std::sync::LazyLock;

use base64ct::{Base64UrlUnpadded, Encoding};
use http::Request;
use scaikey_mock::{Reply, Setup};
use serde_json::{Value, json};

use crate::client::*;

/// The names of the requests to which this deployment replies in another way than a usual one.
pub(crate) fn differences(setup: &Setup) -> Vec<&'static str> {
    static USUAL: LazyLock<Vec<String>> = LazyLock::new(|| answers(&Setup::usual(keys())));
    let answers = answers(setup);
    let differing = QUESTIONS.iter().zip(USUAL.iter().zip(&answers)).filter(|(_, (usual, own))| usual != own);
    differing.map(|((name, _), _)| *name).collect()
}

fn answers(setup: &Setup) -> Vec<String> {
    QUESTIONS.iter().map(|(_, ask)| ask(&mut Client::of(setup.clone()))).collect()
}

type Question = fn(&mut Client) -> String;

/// The reply of a new deployment to each request.
const QUESTIONS: &[(&str, Question)] = &[
    ("basic", |client| told(&client.ask(PLATFORM, REPORTS, GRANT))),
    ("basic, tenant", |client| told(&client.ask(ACME, INVOICES, GRANT))),
    ("form", |client| {
        let [id, secret] = REPORTS;
        told(&client.send(post(PLATFORM), format!("{GRANT}&client_id={id}&client_secret={secret}")))
    }),
    ("scope", |client| told(&client.ask(PLATFORM, REPORTS, &scoped("admin:read")))),
    ("scope, tenant", |client| told(&client.ask(ACME, INVOICES, &scoped("users:read")))),
    ("scope, one unknown", |client| told(&client.ask(PLATFORM, REPORTS, &scoped("admin:read x")))),
    ("scope, all unknown", |client| told(&client.ask(PLATFORM, REPORTS, &scoped("x")))),
    ("wrong secret", |client| told(&client.ask(PLATFORM, [REPORTS[0], "wrong"], GRANT))),
    ("no grant", |client| told(&client.ask(PLATFORM, REPORTS, "scope=openid"))),
    ("unknown grant", |client| told(&client.ask(PLATFORM, REPORTS, "grant_type=x"))),
    ("GET", |client| told(&client.get(PLATFORM))),
    ("keys", |client| told(&client.get(PLATFORM_KEYS))),
    ("keys, tenant", |client| told(&client.get(ACME_KEYS))),
    ("discovery", |client| told(&client.get(PLATFORM_DISCOVERY))),
    ("discovery, tenant", |client| told(&client.get(ACME_DISCOVERY))),
    ("list", |client| with_token(client, TENANTS, |token| token)),
    ("list, bare", |client| with_token(client, TENANTS.trim_end_matches('/'), |token| token)),
    ("list, without admin scope", |client| {
        let token = client.token(PLATFORM, REPORTS, "openid");
        told(&client.get_with(TENANTS, &token))
    }),
    ("list, tenant", |client| {
        let token = client.token(ACME, INVOICES, "");
        told(&client.get_with(TENANTS, &token))
    }),
    ("assignees", |client| {
        let token = client.token(ACME, INVOICES, "");
        told(&client.get_with(ASSIGNEES, &token))
    }),
    ("no token", |client| told(&client.get(TENANTS))),
    ("garbage", |client| told(&client.get_with(TENANTS, "garbage"))),
    ("changed signature", |client| with_token(client, TENANTS, |token| with_other_signature(&token))),
    ("changed claims", |client| {
        with_token(client, TENANTS, |token| changed(&token, 1, |claims| claims["exp"] = json!(u32::MAX)))
    }),
    ("changed to no signature", |client| {
        with_token(client, TENANTS, |token| {
            let token = changed(&token, 0, |header| header["alg"] = "none".into());
            token.rsplit_once('.').map_or(String::new(), |(message, _)| format!("{message}."))
        })
    }),
    ("expired", |client| {
        let token = client.token(PLATFORM, REPORTS, "");
        client.now += 2 * HOUR;
        told(&client.get_with(TENANTS, &token))
    }),
    ("audit", |client| {
        with_token(client, TENANTS, |token| token);
        with_token(client, "/api/v1/admin/audit/", |token| token)
    }),
    ("audit of another", |client| {
        with_token(client, TENANTS, |token| token);
        with_token(client, "/api/v1/admin/audit/?actor_id=app_other", |token| token)
    }),
];

fn scoped(scope: &str) -> String {
    format!("{GRANT}&scope={}", scope.replace(' ', "+"))
}

/// The reply to a token with every allowed scope, after this change.
fn with_token(client: &mut Client, path: &str, change: impl FnOnce(String) -> String) -> String {
    let token = client.token(PLATFORM, REPORTS, "");
    let request =
        Request::get(format!("{BASE}{path}")).header("authorization", format!("Bearer {}", change(token)));
    told(&client.send(request, ""))
}

/// The token with one part changed and the same signature. An opaque token stays as it is.
fn changed(token: &str, part: usize, change: fn(&mut Value)) -> String {
    let mut parts: Vec<_> = token.split('.').map(str::to_owned).collect();
    let Some(text) = parts.get_mut(part) else { return token.to_owned() };
    let Some(mut value) = decoded(text) else { return token.to_owned() };
    change(&mut value);
    *text = Base64UrlUnpadded::encode_string(value.to_string().as_bytes());
    parts.join(".")
}

/// The token with another first character of its signature: some bits of the last one are padding.
fn with_other_signature(token: &str) -> String {
    let Some((message, signature)) = token.rsplit_once('.') else { return token.to_owned() };
    let other = if signature.starts_with('A') { "B" } else { "A" };
    format!("{message}.{other}{}", signature.get(1..).unwrap_or_default())
}

fn decoded(part: &str) -> Option<Value> {
    serde_json::from_slice(&Base64UrlUnpadded::decode_vec(part).ok()?).ok()
}

/// A whole reply without its random parts.
fn told(reply: &Reply) -> String {
    let body = match serde_json::from_slice(reply.response.body()) {
        Ok(body) => steady("", body).to_string(),
        Err(_) => text(reply).to_owned(),
    };
    format!("{} {:?} {body}", status(reply), reply.response.headers())
}

fn steady(name: &str, value: Value) -> Value {
    match (name, value) {
        ("access_token" | "id_token", Value::String(token)) => {
            let parts: Vec<_> =
                token.split('.').map(|part| decoded(part).map(|part| steady("", part))).collect();
            json!([parts, token.is_empty(), token.ends_with('.')])
        }
        ("jti" | "refresh_token" | "d" | "id", Value::String(text)) => json!(text.len()),
        (_, Value::Object(members)) => {
            members.into_iter().map(|(name, value)| (name.clone(), steady(&name, value))).collect()
        }
        (_, Value::Array(all)) => all.into_iter().map(|value| steady("", value)).collect(),
        (_, value) => value,
    }
}
