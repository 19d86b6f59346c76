//! What a token says.

use serde_json::Value;

use super::{Check, broken, check, holds};
use crate::deployment::jwt::Jwt;
use crate::deployment::visit::{Found, Visit};

pub(super) const CHECKS: &[Check] = &[
    check("claims.jwt", |v| {
        let expected = "three segments, signed with RS256 or ES256";
        let jwt = Jwt::read(&v.token()?).map_err(|fault| broken(expected, fault))?;
        let algorithm = jwt.header.get("alg").and_then(Value::as_str).unwrap_or_default();
        v.observed = Some(algorithm.into());
        holds(matches!(algorithm, "RS256" | "ES256"), expected, format!("the algorithm {algorithm:?}"))
    }),
    check("claims.identity", |v| {
        let id = v.target.client_id.clone();
        claim(v, "sub", &id.clone().into())?;
        claim(v, "client_id", &id.into())
    }),
    check("claims.grant", |v| claim(v, "token_type", &"client_credentials".into())),
    check("claims.platform", |v| {
        claim(v, "platform_token", &true.into())?;
        claim(v, "app_scope", &"GLOBAL".into())
    }),
    check("claims.tenant", |v| {
        let tenant = v.jwt()?.claims.remove("tenant_id");
        let named = tenant.as_ref().and_then(Value::as_str).is_some_and(|tenant| !tenant.is_empty());
        holds(named, "the claim tenant_id, a text", said(tenant.as_ref()))
    }),
    check("claims.times", |v| {
        let (jwt, lifetime) = (v.jwt()?, v.lifetime()?);
        let time = |name: &str| jwt.claims.get(name).and_then(Value::as_f64);
        v.observed = Some(match (time("iat"), time("exp")) {
            (Some(issued), Some(expires)) => {
                let claimed = expires - issued;
                let same = if (claimed - lifetime).abs() <= 5.0 { "the same" } else { "something else" };
                format!("{same}: {claimed} s beside {lifetime} s")
            }
            _ => "the claims say nothing of it".into(),
        });
        Ok(())
    }),
];

/// Passes if a claim of the token has this value.
fn claim(v: &mut Visit<'_>, name: &str, expected: &Value) -> Found<()> {
    let actual = v.jwt()?.claims.remove(name);
    let is_right = actual.as_ref() == Some(expected);
    holds(is_right, format!("{name} {expected}"), format!("{name}: {}", said(actual.as_ref())))
}

fn said(value: Option<&Value>) -> String {
    value.map_or("there is none".into(), ToString::to_string)
}
