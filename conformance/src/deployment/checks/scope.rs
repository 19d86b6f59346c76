//! The scopes of a token.

use super::{Check, check};
use crate::core::verdict::{NotPassed, Verdict, holds};
use crate::deployment::inspection::Inspection;
use crate::deployment::jwt::Jwt;

pub(super) const CHECKS: &[Check] = &[
    check("scope.text", |i| {
        let scope = i.jwt()?.claims.remove("scope");
        let nothing_granted = i.response()?.get("scope").is_none_or(|scope| scope == "");
        if scope.is_none() && nothing_granted && i.target.allowed_scopes.as_ref().is_none_or(Vec::is_empty) {
            return Err(NotPassed::NotApplicable("no scope is known that the application is allowed".into()));
        }
        let actual = scope.as_ref().map_or("there is none".into(), ToString::to_string);
        holds(scope.is_some_and(|scope| scope.is_string()), "the claim scope, a text", actual)
    }),
    check("scope.omitted", |i| {
        let Some(mut allowed) = i.target.allowed_scopes.clone() else {
            return Err(NotPassed::NotApplicable(
                "nobody said what the application is allowed: --allowed-scopes does".into(),
            ));
        };
        let jwt = i.jwt()?;
        let mut scopes = jwt.scopes();
        allowed.sort_unstable();
        scopes.sort_unstable();
        holds(scopes == allowed, format!("{:?}", allowed.join(" ")), format!("{:?}", scopes.join(" ")))
    }),
    check("scope.requested", |i| {
        let (scope, jwt) = i.requested()?;
        holds(jwt.scopes().contains(&&*scope), format!("a token with {scope}"), with(&jwt))
    }),
    check("scope.only-requested", |i| {
        let (scope, jwt) = i.requested()?;
        let others = jwt.scopes().iter().any(|granted| *granted != scope);
        holds(!others, format!("a token with {scope} alone"), with(&jwt))
    }),
    check("scope.not-allowed", |i| {
        let answer = i.scoped(UNKNOWN)?;
        i.observed = Some(format!("answered {}", answer.status));
        let Some((_, jwt)) = Inspection::granted(&answer) else { return Ok(()) };
        holds(!jwt.scopes().contains(&UNKNOWN), format!("no token with {UNKNOWN}"), with(&jwt))
    }),
];

impl Inspection<'_> {
    /// An allowed scope, admin:read before others, and a token that was requested with it alone.
    fn requested(&mut self) -> Verdict<(String, Jwt)> {
        let allowed = self.allowed()?;
        let scope = allowed.iter().find(|scope| *scope == "admin:read").or(allowed.first());
        let scope = scope
            .ok_or(NotPassed::NotApplicable("no scope is known that the application is allowed".into()))?;
        let answer = self.scoped(scope)?;
        holds(answer.is_success(), format!("a token with {scope}"), answer.brief())?;
        let (_, jwt) = Self::granted(&answer).ok_or(NotPassed::PrerequisiteFailed("claims.jwt"))?;
        if jwt.claims.get("scope").is_some_and(|scope| !scope.is_string()) {
            return Err(NotPassed::PrerequisiteFailed("scope.text"));
        }
        Ok((scope.clone(), jwt))
    }
}

fn with(jwt: &Jwt) -> String {
    format!("a token with {:?}", jwt.scopes().join(" "))
}

/// A scope that no application is allowed.
const UNKNOWN: &str = "scaikey-conformance:unknown";
