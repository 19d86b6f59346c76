//! What the admin API answers to a good token.

use std::time::Duration;

use http::header;
use serde_json::Value;

use super::{Check, broken, check, holds};
use crate::deployment::answer::Answer;
use crate::deployment::ask::Ask;
use crate::deployment::target::is_same_origin;
use crate::deployment::visit::{Found, Unmet, Visit};

pub(super) const CHECKS: &[Check] = &[
    check("admin.read", |v| {
        v.may_read()?;
        let (answer, _) = v.listed(TENANTS)?;
        holds(answer.is_success() && is_json(&answer), "2xx with JSON", answer.brief())
    }),
    check("admin.redirect-keeps-origin", |v| {
        v.may_read()?;
        let mut directly = Vec::new();
        for path in [TENANTS, TENANTS_SLASH] {
            let answer = v.collection_at(path)?;
            match redirect(&answer) {
                None if answer.is_success() => directly.push(path),
                None => {}
                Some(onward) => {
                    let kept = onward.starts_with('/') && !onward.starts_with("//");
                    let kept = kept || is_same_origin(&onward, v.target.name());
                    holds(
                        kept,
                        format!("no redirect from {}", v.target.name()),
                        format!("{path} leads to {onward}"),
                    )?;
                }
            }
        }
        v.observed = Some(format!("answered directly: {}", directly.join(", ")));
        Ok(())
    }),
    check("admin.forbidden", |v| {
        let mut others = v.allowed()?;
        others.retain(|scope| !ADMIN.contains(&scope.as_str()));
        let scope = others.iter().find(|scope| *scope == "openid").or(others.first());
        let Some(scope) = scope else {
            return Err(Unmet::NotApplicable(
                "the application is allowed no scope but those of the admin API".into(),
            ));
        };
        let powerless = Visit::granted(&v.scoped(scope)?);
        let Some((token, jwt)) = powerless else {
            return Err(Unmet::NotApplicable(format!("asking for {scope} brings no token")));
        };
        if jwt.scopes().iter().any(|scope| ADMIN.contains(scope)) {
            return Err(Unmet::Pointless("scope.only-requested"));
        }
        let path = v.collection()?;
        let answer = v.read(&path, &token)?;
        let said = answer.object().and_then(|mut object| object.remove("detail"));
        let is_documented = answer.status == 403 && said.as_ref().and_then(Value::as_str) == Some(FORBIDDEN);
        holds(is_documented, format!("403 {{\"detail\":\"{FORBIDDEN}\"}}"), answer.brief())
    }),
    check("admin.audit", audit),
];

impl Visit<'_> {
    /// The path of the collection of tenants that is answered without a redirect.
    pub(super) fn collection(&mut self) -> Found<String> {
        let first = self.collection_at(TENANTS)?;
        let path = if redirect(&first).is_some() { TENANTS_SLASH } else { TENANTS };
        Ok(path.to_owned())
    }

    /// The same for whoever has no token for it, which a redirect is shown to as well.
    pub(super) fn collection_without_token(&mut self) -> Found<String> {
        let first =
            self.once(&format!("no token at {TENANTS}"), |v| v.ask(&Ask::get(v.target.url(TENANTS))))?;
        let path = if redirect(&first).is_some() { TENANTS_SLASH } else { TENANTS };
        Ok(path.to_owned())
    }

    /// Fails if the application is not allowed to read.
    pub(super) fn may_read(&mut self) -> Found<()> {
        let jwt = self.jwt();
        match jwt {
            Ok(jwt)
                if jwt.text("scope").is_some() && !jwt.scopes().iter().any(|scope| ADMIN.contains(scope)) =>
            {
                Err(Unmet::NotApplicable("the application is not allowed admin:read".into()))
            }
            Err(unmet @ (Unmet::Inconclusive(_) | Unmet::Interrupted)) => Err(unmet),
            _ => Ok(()),
        }
    }

    /// The answer to a path, after one redirect of the same origin, and the path that brought it.
    fn listed(&mut self, path: &'static str) -> Found<(Answer, String)> {
        let first = self.collection_at(path)?;
        match redirect(&first) {
            Some(_) if matches!(first.status, 307 | 308) => {
                let path = self.collection()?;
                Ok((self.collection_at(&path)?, path))
            }
            _ => Ok((first, path.to_owned())),
        }
    }

    fn collection_at(&mut self, path: &str) -> Found<Answer> {
        let token = self.token()?;
        self.accepted(path, &token)
    }

    /// The answer to the first token at this path.
    pub(super) fn accepted(&mut self, path: &str, token: &str) -> Found<Answer> {
        self.once(path, |v| v.read(path, token))
    }
}

/// The audit list may lag behind.
fn audit(v: &mut Visit<'_>) -> Found<()> {
    v.may_read()?;
    let token = v.token()?;
    v.collection()?;
    let id = v.target.client_id.clone();
    let actor: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
    let path = |slash: &str| format!("/api/v1/admin/audit{slash}?actor_id={actor}&page=1&per_page=20");
    for wait in LAG {
        v.pause(wait)?;
        let mut answer = v.read(&path("/"), &token)?;
        if redirect(&answer).is_some() {
            answer = v.read(&path(""), &token)?;
        }
        if matches!(answer.status, 401 | 403) {
            return Err(Unmet::NotApplicable(format!("the audit list is answered {}", answer.status)));
        }
        holds(answer.is_success(), "2xx with a list", answer.brief())?;
        let listed: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        if names(&listed, &id) {
            return Ok(());
        }
    }
    Err(broken("an entry with the client id as its actor, within a minute", "the audit list has none"))
}

/// Whether a text stands anywhere in a value, and not only in the question that was asked.
fn names(value: &Value, text: &str) -> bool {
    match value {
        Value::String(found) => found == text,
        Value::Array(values) => values.iter().any(|value| names(value, text)),
        Value::Object(members) => members.values().any(|value| names(value, text)),
        _ => false,
    }
}

fn is_json(answer: &Answer) -> bool {
    serde_json::from_slice::<Value>(&answer.body).is_ok()
}

/// Where a redirect leads.
fn redirect(answer: &Answer) -> Option<String> {
    let is_redirect = (300..400).contains(&answer.status);
    answer.header(header::LOCATION).filter(|_| is_redirect).map(str::to_owned)
}

const TENANTS: &str = "/api/v1/admin/tenants";
const TENANTS_SLASH: &str = "/api/v1/admin/tenants/";
const ADMIN: &[&str] = &["admin:read", "admin:write"];
const FORBIDDEN: &str = "Platform token requires admin:read or admin:write scope";
/// Times to wait before the list is read, a minute together.
const LAG: [Duration; 4] =
    [Duration::ZERO, Duration::from_secs(5), Duration::from_secs(15), Duration::from_secs(40)];
