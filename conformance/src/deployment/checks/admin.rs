//! The answers of the admin API to a valid token.

mod audit;

use serde_json::Value;

use super::{Check, check};
use crate::core::verdict::{NotPassed, holds};
use crate::deployment::exchanges::answer::Answer;
use crate::deployment::inspection::Inspection;
use crate::deployment::inspection::redirect::onward;
use crate::deployment::inspection::resources::{ADMIN, ONE, TENANTS, TENANTS_SLASH};
use crate::deployment::origin::is_same_origin;

pub(super) const CHECKS: &[Check] = &[
    check("admin.read", |i| {
        i.may_read()?;
        let token = i.token()?;
        let first = i.accepted(TENANTS, &token)?;
        let answer = i.accepted_at(&i.list_after(&first), &token)?;
        holds(answer.is_success() && is_json(&answer), "2xx with JSON", answer.brief())
    }),
    check("admin.redirect-keeps-origin", |i| {
        i.may_read()?;
        let token = i.token()?;
        let mut directly = Vec::new();
        for path in [TENANTS, TENANTS_SLASH] {
            let answer = i.accepted(path, &token)?;
            let onward = onward(&i.target.url(path), &answer);
            let path = path.trim_end_matches(ONE);
            match onward {
                None if answer.is_success() => directly.push(path),
                None => {}
                Some(onward) => holds(
                    is_same_origin(&onward, i.target.name()),
                    format!("no redirect from {}", i.target.name()),
                    format!("{path} leads to {onward}"),
                )?,
            }
        }
        i.observed = Some(format!("answered directly: {}", directly.join(", ")));
        Ok(())
    }),
    check("admin.forbidden", |i| {
        let mut others = i.allowed()?;
        others.retain(|scope| !ADMIN.contains(&scope.as_str()));
        let scope = others.iter().find(|scope| *scope == "openid").or(others.first());
        let Some(scope) = scope else {
            return Err(NotPassed::NotApplicable(
                "the application is allowed no scope but those of the admin API".into(),
            ));
        };
        let answer = i.scoped(scope)?;
        if matches!(answer.status, 400 | 403 | 422) {
            return Err(NotPassed::NotApplicable(format!("the token endpoint refuses {scope} alone")));
        }
        holds(answer.is_success(), format!("a token with {scope}"), answer.brief())?;
        let (token, jwt) = Inspection::granted(&answer).ok_or(NotPassed::PrerequisiteFailed("claims.jwt"))?;
        if jwt.scopes().iter().any(|scope| ADMIN.contains(scope)) {
            return Err(NotPassed::PrerequisiteFailed("scope.only-requested"));
        }
        let path = i.collection()?;
        let answer = i.read(&path, &token)?;
        let said = answer.object().and_then(|mut object| object.remove("detail"));
        let is_documented = answer.status == 403 && said.as_ref().and_then(Value::as_str) == Some(FORBIDDEN);
        holds(is_documented, format!("403 {{\"detail\":\"{FORBIDDEN}\"}}"), answer.brief())
    }),
    check("admin.audit", audit::shows_the_application),
];

fn is_json(answer: &Answer) -> bool {
    serde_json::from_slice::<Value>(&answer.body).is_ok()
}

const FORBIDDEN: &str = "Platform token requires admin:read or admin:write scope";
