//! Claims and signatures of tokens.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use scaikey_mock::{Keys, Setup, Variant};
use serde_json::{Value, json};

use crate::client::*;

/// The claims of a token, verified with the published keys by another library.
#[track_caller]
fn verified(client: &mut Client, token: &str, keys: &str) -> Value {
    let keys: JwkSet = serde_json::from_slice(client.get(keys).response.body()).expect("keys");
    let header = decode_header(token).expect("a header");
    let named = header.kid.and_then(|id| keys.find(&id)).unwrap_or(&keys.keys[0]);
    let mut validation = Validation::new(header.alg);
    // The tests live in a time of their own.
    validation.validate_exp = false;
    validation.set_audience(&["app_reports", "app_invoices"]);
    let key = DecodingKey::from_jwk(named).expect("a key");
    decode(token, &key, &validation).expect("a good signature").claims
}

#[test]
fn a_platform_token_has_the_documented_claims() {
    let mut client = usual();
    let token = client.token(PLATFORM, REPORTS, "admin:read");
    let mut claims = verified(&mut client, &token, PLATFORM_KEYS);
    claims["jti"] = json!(claims["jti"].as_str().expect("an id").len());
    let expected = json!({
        "iss": "https://scaikey.test", "aud": "app_reports", "sub": "app_reports", "client_id": "app_reports",
        "scope": "admin:read", "app_scope": "GLOBAL", "platform_token": true, "token_type": "client_credentials",
        "iat": 1_800_000_000, "exp": 1_800_003_600, "jti": 20,
    });
    assert_eq!(claims, expected);
    let [header, _] = parts(&token);
    assert_eq!((&header["alg"], &header["typ"]), (&json!("RS256"), &json!("JWT")));
}

#[test]
fn a_tenants_token_names_the_tenant() {
    let mut client = usual();
    let token = client.token(ACME, INVOICES, "");
    let claims = verified(&mut client, &token, ACME_KEYS);
    assert_eq!(claims["iss"], "https://scaikey.test/tenants/tnt_acme0001");
    assert_eq!(claims["tenant_id"], "tnt_acme0001");
    assert_eq!((&claims["platform_token"], &claims["app_scope"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_token_response_looks_like_the_documented_examples() {
    let mut body = json(&usual().ask(PLATFORM, REPORTS, "grant_type=client_credentials&scope=admin:read"));
    body["access_token"] = "eyJ".into();
    let expected =
        json!({ "access_token": "eyJ", "token_type": "Bearer", "expires_in": 3600, "scope": "admin:read" });
    assert_eq!(body, expected);
}

#[test]
fn either_algorithm_verifies() {
    for setup in [
        Setup::usual(Keys::generate(scaikey_mock::Algorithm::Es256)),
        Setup { variant: Variant::Es256, ..Setup::usual(keys()) },
    ] {
        let mut client = Client::of(setup);
        let token = client.token(PLATFORM, REPORTS, "");
        assert_eq!(decode_header(&token).expect("a header").alg, Algorithm::ES256);
        verified(&mut client, &token, PLATFORM_KEYS);
        assert_eq!(status(&client.get_with(TENANTS, &token)), 200);
    }
}

#[test]
fn both_surfaces_publish_the_same_keys_without_private_members() {
    let mut client = usual();
    let keys = json(&client.get(PLATFORM_KEYS));
    assert_eq!(json(&client.get(ACME_KEYS)), keys);
    let members: Vec<_> = keys["keys"][0].as_object().expect("a key").keys().collect();
    assert_eq!(members, ["alg", "e", "kid", "kty", "n", "use"]);
}

#[test]
fn discovery_names_the_documented_paths_on_the_origin_of_the_request() {
    for (base, token, keys) in
        [(PLATFORM_DISCOVERY, PLATFORM, PLATFORM_KEYS), (ACME_DISCOVERY, ACME, ACME_KEYS)]
    {
        let document = json(&usual().get(base));
        assert_eq!(document["token_endpoint"], format!("{BASE}{token}"));
        assert_eq!(document["jwks_uri"], format!("{BASE}{keys}"));
    }
}

#[test]
fn published_documents_are_read_only() {
    for path in [PLATFORM_KEYS, ACME_DISCOVERY] {
        let reply = usual().send(http::Request::post(format!("{BASE}{path}")), "");
        assert_eq!((status(&reply), header(&reply, "allow")), (405, "GET"));
    }
}

#[test]
fn no_two_tokens_are_the_same() {
    let mut client = usual();
    assert_ne!(client.token(PLATFORM, REPORTS, ""), client.token(PLATFORM, REPORTS, ""));
}
