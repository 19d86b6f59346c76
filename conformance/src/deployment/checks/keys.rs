//! The keys that sign tokens, and the published JWKS.

use std::collections::{BTreeSet, HashSet};

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use serde_json::{Map, Value};

use super::{Check, check};
use crate::core::verdict::{NotPassed, Verdict, holds};
use crate::deployment::exchanges::answer::Answer;
use crate::deployment::exchanges::probe::Probe;
use crate::deployment::inspection::Inspection;
use crate::deployment::jwt::Jwt;

pub(super) const CHECKS: &[Check] = &[
    check("keys.published", |i| {
        let answer = i.jwks()?;
        let count = keys(&answer).len();
        i.observed = Some(if count == 1 { "1 key".into() } else { format!("{count} keys") });
        holds(answer.is_success() && count > 0, "2xx with a JSON object that has keys", answer.brief())
    }),
    check("keys.public-only", |i| {
        are_public(&i.published()?)?;
        if i.target.surface() == "tenant" { are_public(&keys(&i.platform_jwks()?)) } else { Ok(()) }
    }),
    check("keys.distinct-ids", |i| {
        let keys = i.published()?;
        let mut seen = HashSet::new();
        let mut ids = keys.iter().filter_map(|key| key.get("kid"));
        let twice = ids.find(|id| !seen.insert(id.to_string()));
        holds(
            twice.is_none(),
            "another kid for each key",
            format!("two keys with the kid {}", twice.unwrap_or(&Value::Null)),
        )
    }),
    check("keys.signature", |i| {
        let jwt = i.jwt()?;
        let mut published = i.published()?;
        if !is_verified(&jwt, &published) {
            // Keys may have been rotated in between.
            published = keys(&i.once("JWKS again", |i| i.send(&Probe::get(i.target.jwks_url())))?);
        }
        let kid = jwt.header.get("kid").map_or("no kid".into(), |kid| format!("the kid {kid}"));
        let actual = format!("none of {} keys verifies the token, which has {kid}", published.len());
        holds(is_verified(&jwt, &published), "a signature that a published key verifies", actual)
    }),
    check("keys.same-on-both-surfaces", |i| {
        let tenant = i.published()?;
        let answer = i.platform_jwks()?;
        let platform = keys(&answer);
        holds(!platform.is_empty(), "a JWKS of the platform, with keys", answer.brief())?;
        let (mut tenant, mut platform) = (material(&tenant), material(&platform));
        if tenant != platform {
            // Keys may have been rotated in between.
            tenant = material(&keys(&i.send(&Probe::get(i.target.jwks_url()))?));
            platform = material(&keys(&i.send(&Probe::get(i.target.platform_jwks_url()))?));
        }
        let actual = format!(
            "{} keys of the tenant, {} of the platform, {} of both",
            tenant.len(),
            platform.len(),
            tenant.intersection(&platform).count()
        );
        holds(tenant == platform, "the same keys", actual)
    }),
];

impl Inspection<'_> {
    fn jwks(&mut self) -> Verdict<Answer> {
        self.once("JWKS", |i| i.send(&Probe::get(i.target.jwks_url())))
    }

    fn platform_jwks(&mut self) -> Verdict<Answer> {
        self.once("platform JWKS", |i| i.send(&Probe::get(i.target.platform_jwks_url())))
    }

    fn published(&mut self) -> Verdict<Vec<Map<String, Value>>> {
        let keys = keys(&self.jwks()?);
        if keys.is_empty() { Err(NotPassed::PrerequisiteFailed("keys.published")) } else { Ok(keys) }
    }
}

fn keys(answer: &Answer) -> Vec<Map<String, Value>> {
    let listed = answer.object().and_then(|mut object| object.remove("keys"));
    let Some(Value::Array(keys)) = listed.filter(|_| answer.is_success()) else { return Vec::new() };
    keys.into_iter().filter_map(|key| if let Value::Object(key) = key { Some(key) } else { None }).collect()
}

/// Passes if no published key can sign tokens.
fn are_public(keys: &[Map<String, Value>]) -> Verdict {
    let mut parts = keys.iter().flat_map(Map::keys);
    let private = parts.find(|name| PRIVATE.contains(&name.as_str()));
    let is_symmetric = keys.iter().any(|key| key.get("kty").is_some_and(|kind| kind == "oct"));
    let actual = private.map_or("a symmetric key".into(), |name| format!("a key with the member {name}"));
    holds(private.is_none() && !is_symmetric, "keys with public parts alone", actual)
}

/// Whether any of the keys verifies the signature, by one of the two algorithms of ScaiKey. A `kid` is optional.
fn is_verified(jwt: &Jwt, keys: &[Map<String, Value>]) -> bool {
    let algorithm = match jwt.header.get("alg").and_then(Value::as_str) {
        Some("RS256") => Algorithm::RS256,
        Some("ES256") => Algorithm::ES256,
        _ => return false,
    };
    let (signed, signature) = jwt.signed();
    let verifies = |key: &Map<String, Value>| {
        let jwk: Jwk = serde_json::from_value(Value::from(key.clone())).ok()?;
        let key = DecodingKey::from_jwk(&jwk).ok()?;
        crypto::verify(signature, signed.as_bytes(), &key, algorithm).ok()
    };
    keys.iter().any(|key| verifies(key) == Some(true))
}

/// The public parts of keys, by which they are compared.
fn material(keys: &[Map<String, Value>]) -> BTreeSet<String> {
    let parts = |key: &Map<String, Value>| {
        let part = |name: &str| key.get(name).map(ToString::to_string).unwrap_or_default();
        ["kty", "n", "e", "crv", "x", "y"].map(part).join(" ")
    };
    keys.iter().map(parts).collect()
}

/// Members that only the owner of a key may know (RFC 7518, section 6).
const PRIVATE: &[&str] = &["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
