//! The claims of a token.

use serde_json::Value;

use super::{Check, check};
use crate::core::verdict::{Verdict, broken, holds};
use crate::deployment::inspection::Inspection;
use crate::deployment::jwt::Jwt;

pub(super) const CHECKS: &[Check] = &[
    check("claims.jwt", |i| {
        let expected = "three segments, signed with RS256 or ES256";
        let jwt = Jwt::read(&i.token()?).or_else(|fault| broken(expected, fault))?;
        let algorithm = jwt.header.get("alg").and_then(Value::as_str).unwrap_or_default();
        i.observed = Some(algorithm.into());
        holds(matches!(algorithm, "RS256" | "ES256"), expected, format!("the algorithm {algorithm:?}"))
    }),
    check("claims.identity", |i| {
        let id = i.target.client_id.clone();
        claim(i, "sub", &id.clone().into())?;
        claim(i, "client_id", &id.into())
    }),
    check("claims.grant", |i| claim(i, "token_type", &"client_credentials".into())),
    check("claims.platform", |i| {
        claim(i, "platform_token", &true.into())?;
        claim(i, "app_scope", &"GLOBAL".into())
    }),
    check("claims.tenant", |i| {
        let tenant = i.jwt()?.claims.remove("tenant_id");
        let named = tenant.as_ref().and_then(Value::as_str).is_some_and(|tenant| !tenant.is_empty());
        holds(named, "the claim tenant_id, a text", said(tenant.as_ref()))
    }),
    check("claims.times", |i| {
        let (jwt, lifetime) = (i.jwt()?, i.lifetime()?);
        let time = |name: &str| jwt.claims.get(name).and_then(Value::as_f64);
        i.observed = Some(match (time("iat"), time("exp")) {
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
fn claim(i: &mut Inspection<'_>, name: &str, expected: &Value) -> Verdict {
    let actual = i.jwt()?.claims.remove(name);
    let is_right = actual.as_ref() == Some(expected);
    holds(is_right, format!("{name} {expected}"), format!("{name}: {}", said(actual.as_ref())))
}

fn said(value: Option<&Value>) -> String {
    value.map_or("there is none".into(), ToString::to_string)
}
