//! What our judge of deployments makes of a server that keeps to OAuth and knows nothing of ScaiKey.

use std::time::Duration;

use scaikey_conformance::{
    Address, DeploymentOptions, DeploymentResult, Internet, Interrupt, Pacing, Profile, Target,
    judge_deployment,
};

use super::server::{ID, SECRET, Server};

#[test]
fn what_is_oauth_passes_and_what_is_scaikeys_own_is_missed() {
    let Some(server) = Server::start() else { return };
    let DeploymentResult { report, stopped, .. } = judged(server.base.clone());
    assert_eq!(stopped, None);
    for (judgement, (id, outcome, why)) in report.judgements.iter().zip(EXPECTED) {
        let came = (&*judgement.requirement.id, judgement.outcome.name());
        assert_eq!(came, (*id, *outcome), "{why}; but {:?}", judgement.outcome);
    }
    assert_eq!(report.judgements.len(), EXPECTED.len());
    let mut json = Vec::new();
    report.write_json(&mut json).expect("memory");
    let json = String::from_utf8(json).expect("UTF-8");
    assert!(!json.contains(SECRET) && !json.contains(JWT), "{json}");
}

/// All that needs no waiting, as fast as it goes.
fn judged(base: String) -> DeploymentResult {
    let target = Target::new(Address {
        base,
        tenant: None,
        client_id: ID.into(),
        client_secret: SECRET.into(),
        resource: None,
        allowed_scopes: Some(vec!["admin:read".into(), "openid".into()]),
        allow_http: false,
    });
    let options = DeploymentOptions {
        allowed: vec![Profile::Noisy, Profile::Load],
        pacing: Pacing { interval: Duration::ZERO, ..Pacing::default() },
        ..DeploymentOptions::default()
    };
    let internet = Internet::new(None).expect("no authorities");
    judge_deployment(&target.expect("an address"), &internet, &options, &Interrupt::new(), &|_, _| {})
        .expect("a runtime")
}

/// Every requirement, what comes of it, and why.
const EXPECTED: &[(&str, &str, &str)] = &[
    ("transport.tls", "not-applicable", "plain http on loopback"),
    ("transport.certificate-lasts", "not-applicable", "plain http on loopback"),
    ("transport.plaintext-refused", "not-applicable", "plain http on loopback"),
    ("transport.clock", "pass", "the same machine"),
    ("token.basic", "pass", "RFC 6749; and the suite form-encodes the secret, or it would be refused"),
    ("token.form-credentials", "pass", "it takes both ways from a client that has a secret"),
    ("token.access-token", "pass", "RFC 6749"),
    ("token.type-bearer", "pass", "RFC 6750"),
    ("token.expires-in", "pass", "RFC 6749 recommends it"),
    ("token.lifetime-usable", "pass", "we gave it an hour"),
    ("token.no-refresh-token", "pass", "RFC 6749 advises against one for this grant"),
    ("token.scope-member", "pass", "only observed"),
    ("token.not-cached", "pass", "only observed"),
    ("token.two-at-once", "pass", "only observed"),
    ("token.get-refused", "pass", "it knows no such route"),
    ("token.wrong-secret-refused", "pass", "RFC 6749: invalid_client"),
    ("token.unknown-grant-refused", "pass", "RFC 6749: unsupported_grant_type, invalid_request"),
    ("token.unknown-grant-understood", "pass", "both with 400"),
    ("claims.jwt", "pass", "RFC 9068, and RS256 is our choice"),
    ("claims.identity", "pass", "RFC 9068 has sub and client_id too"),
    ("claims.grant", "fail", "the claim token_type is ScaiKey's own"),
    ("claims.platform", "fail", "platform_token and app_scope are ScaiKey's own"),
    ("claims.tenant", "not-applicable", "no application of a tenant"),
    ("claims.times", "pass", "only observed"),
    ("scope.text", "fail", "who asks for no scope gets none here, and RFC 9068 needs no claim then"),
    ("scope.omitted", "fail", "ScaiKey grants all that is allowed; RFC 6749 leaves that to the server"),
    ("scope.requested", "pass", "what is asked for by name is granted"),
    ("scope.only-requested", "pass", "and nothing else"),
    ("scope.not-allowed", "pass", "it drops what it does not know"),
    ("keys.published", "pass", "RFC 7517, on the path of ScaiKey"),
    ("keys.public-only", "pass", "it was given the private key and publishes the other"),
    ("keys.distinct-ids", "pass", "there is one"),
    ("keys.signature", "pass", "signed by another library than verifies it"),
    ("keys.same-on-both-surfaces", "not-applicable", "no application of a tenant"),
    ("discovery.document", "pass", "OpenID Connect Discovery, on the path of ScaiKey"),
    ("discovery.token-endpoint", "pass", "the route that it was given"),
    ("discovery.jwks-uri", "pass", "the route that it was given"),
    ("admin.read", "pass", "the resource looks at signature, issuer and audience"),
    ("admin.redirect-keeps-origin", "pass", "there is no redirect: with a slash it is 404"),
    ("admin.forbidden", "fail", "the resource beside it asks for a token, and not for a scope"),
    ("admin.audit", "warning", "there is no audit list"),
    ("refusal.no-token", "pass", "RFC 6750"),
    ("refusal.garbage", "pass", "RFC 6750"),
    ("refusal.tampered-signature", "pass", "the signature is verified"),
    ("refusal.tampered-claims", "pass", "the signature is verified"),
    ("refusal.unsigned", "pass", "RS256 and nothing else will do"),
    ("refusal.status", "pass", "RFC 6750: 401"),
    ("expiry.honoured", "skipped", "nobody waits for an hour"),
    ("client.one-token-for-two-calls", "pass", "all that our component needs is OAuth"),
    ("client.survives-a-refused-token", "pass", "all that our component needs is OAuth"),
    ("client.survives-expiry", "skipped", "nobody waits for an hour"),
    ("load.ten-in-a-row", "pass", "only observed"),
];

/// How every token of this server begins.
const JWT: &str = "eyJ";
